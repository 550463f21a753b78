"""What would Afterword have done with this mailbox? The service itself, on old mail and a
simulated clock; no account is touched."""
