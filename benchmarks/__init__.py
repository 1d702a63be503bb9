"""Scripts that print a ratio measured in one run, against a named rival or a physical floor. Never a test."""
