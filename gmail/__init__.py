"""Speaks to Google. Knows mail; has never heard of interviews."""
