"""The checks on a decision to issue or change an assignment, one file a code: `card` and `check`."""
