"""Names of events of a message that more than one place has to know."""

OVERRULED = "overruled"
"""The event that a consulent let something pass, for the municipality alone; the version says who and why."""
