"""What people type: one file a command family, found by name only when called."""
