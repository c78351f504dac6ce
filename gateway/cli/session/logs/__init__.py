"""What a process tells of itself: its log, its traces, and an unexpected error without its text."""
