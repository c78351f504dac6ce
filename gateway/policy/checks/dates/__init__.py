"""The checks on dates, one file a code.

Each has `card: Card` and `check(watch_file, policy_on, today)`, which yields the signals of that day, one for each
cause. A regional check goes by the text in force on the Ingangsdatum, and is silent without one. A check with
`NATIONAL = True` follows the national standard and runs everywhere; its `SOURCE` names the text.
"""
