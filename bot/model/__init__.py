"""Models that read a text when a member presses for it."""
