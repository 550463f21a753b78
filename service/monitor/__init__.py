"""What tells machines that the service lives: metrics, a health page, systemd."""
