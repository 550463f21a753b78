"""The encoder: a small network that reads a mail's words in their order (pure)."""
