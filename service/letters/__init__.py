"""Letters: from a request to finished, proofread words (pure)."""
