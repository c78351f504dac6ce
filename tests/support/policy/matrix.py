"""The matrix of stapeling as the policy text has it, apart from the data, and the positions of two periods.

A row is the assignment that is judged, a column the other one.
"""

from datetime import date

SEGMENTS = ("1A1", "1A2", "1B", "2A", "2B", "3A", "logeren", "vervoer")
MATRIX = """
    1A1     =   ja   nee  nee  nee  ja     ja       drager
    1A2     ja  =    nee  nee  nee  ja     strijdig ja
    1B      nee nee  =    nee  nee  ja     ja       nee
    2A      nee nee  nee  =    nee  ja     ja       ja
    2B      nee nee  nee  nee  =    ja     ja       ja
    3A      ja  ja   ja   ja   ja   =      ja       drager
    logeren ja  strijdig ja ja ja   ja     =        drager
    vervoer drager ja nee ja   ja   drager drager   =
"""
TABLE = {
    (row.split()[0], column): cell
    for row in MATRIX.strip().splitlines()
    for column, cell in zip(SEGMENTS, row.split()[1:], strict=True)
}
DRAGERS = ("1A2", "2A", "2B")
STAPELING = ("NL-201", "NL-202", "NL-203", "NL-204", "NL-205", "NL-206", "NL-207", "NL-208")

FIRST_CARE = (date(2026, 1, 1), date(2026, 6, 30))
POSITION = {
    "one day at the end": ((date(2026, 6, 30), date(2026, 12, 31)), True),
    "one day at the start": ((date(2025, 7, 1), date(2026, 1, 1)), True),
    "one day within": ((date(2026, 3, 1), date(2026, 3, 1)), True),
    "around it without end": ((date(2025, 1, 1), None), True),
    "touching afterwards": ((date(2026, 7, 1), date(2026, 12, 31)), False),
    "touching before": ((date(2025, 7, 1), date(2025, 12, 31)), False),
    "far away": ((date(2028, 1, 1), None), False),
}


def producten(by_policy, segment):
    """Return the products of this segment."""
    return [each for each in by_policy.producten.values() if each.segment == segment]


def expected(cell, one, other, *, elsewhere):
    """Return the codes for two products of this cell on a shared day, leaving out those about carriers."""
    if one.code == other.code and not elsewhere:
        return ["NL-207"]
    if other.code == one.basis or one.code == other.basis:
        return ["NL-206"]
    message = {"ja": [], "nee": ["NL-201"], "strijdig": ["NL-202"], "=": ["NL-208"]}
    return message.get(cell, [] if one.soort == "vervoer" else ["NL-201"])


def about_carriers(cell, one, other, *, elsewhere, carried):
    """Return the codes about carriers: vervoer without one, or with one of another provider."""
    other_carries = other.segment in DRAGERS and cell == "ja"
    wrong = ["NL-205"] if elsewhere and (other_carries or one.segment in DRAGERS) else []
    if one.soort != "vervoer":
        return wrong if other.soort == "vervoer" else []
    return wrong if other_carries and carried else ["NL-203", *wrong]
