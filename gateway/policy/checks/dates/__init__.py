"""Dates to watch: one file a check.

Each has `kaart: Kaart` and `check(zaken, beleid, vandaag)`, which yields the signals that stand on that day, each
cause once. What follows from the regional policy is watched by the text in force on the Ingangsdatum, and not at all
without one; what follows from the national standard (`LANDELIJK`) is watched everywhere.
"""
