"""What the person decides about an application, and what follows from it."""
