"""What Excel sees: one decorated function per worksheet function, and no arithmetic."""
