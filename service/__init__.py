"""The product: reads mail into facts, plans follow-ups, writes letters, keeps Drafts in line."""
