"""Makes Gmail's drafts match the plan, exactly once."""
