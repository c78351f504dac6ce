"""The checks on a start or stop that a provider reports, one file a code.

Each has `card: Card` and `check(report, care_file, policy)`. They only signal: a provider can't know the care of
others, so policy refuses none of its messages (iWmo 3.2, OP095). The path of an objection starts at the StartProduct or
StopProduct. Only the municipality sees an objection, unless it rests on nothing but the reported assignment and says so
(`visible_to_provider`).
"""
