"""Knows time: policy, working hours, windows and timers. Has never heard of mail."""
