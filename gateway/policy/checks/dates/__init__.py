"""Dates to watch: one file a check.

Each has `card: Card` and `check(watch_file, policy, today)`, which yields the signals that stand on that day, each
cause once. What follows from the regional policy is watched by the text in force on the Ingangsdatum, and not at all
without one; what follows from the national standard (`NATIONAL`) is watched everywhere.
"""
