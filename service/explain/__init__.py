"""Why things are as they are: the story of an application, and what the policy means for it."""
