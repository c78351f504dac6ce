"""The checks, one file a code: on decisions, on reports, on dates."""
