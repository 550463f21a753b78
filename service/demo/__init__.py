"""`afterword demo`: the whole job on an embedded Gmail, four weeks in under a minute."""
