"""Servers by others: installed apart from the product, started on loopback, stopped again."""
