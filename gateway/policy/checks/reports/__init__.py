"""The checks on a start or stop that a provider reports, one file a code.

Each has `card: Card` and `check(report, care_file, policy)`. They signal only: a provider can't know what others were
assigned, so nothing is refused on it (iWmo 3.2, OP095). The path of an objection leads on from the StartProduct or
StopProduct. What a check says is for the municipality alone, unless it looked at nothing but the assignment that is
reported on and says so (`visible_to_provider`).
"""
