"""What a message is to the candidate: signals, a small trained model and the last word."""
