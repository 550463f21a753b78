"""The local web page: a second face beside the command line, on loopback only (docs/page.md)."""
