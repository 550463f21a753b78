"""Reading: from a message to facts with evidence (pure)."""
