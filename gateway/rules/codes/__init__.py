"""The rules, one file a code: each has `card` and `check`."""
