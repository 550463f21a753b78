"""Who wrote, for which employer and role, who will be met, and where (pure)."""
