"""A measure: the definition of an indicator for a person, and how it may be shown."""

from dataclasses import dataclass
from typing import Final

from gateway.policy.insight.targets import IndicatorRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One indicator, in Dutch. `{aansluitend}`, `{terugkeer}`, `{start}` and `{doorstroom}` stand for the region's."""

    code: str
    naam: str
    noemer: str
    """The cases that are looked at."""
    teller: str
    """Those of them that are counted."""
    jaar: str
    """The day that puts a case in a year."""
    onzichtbaar: str
    """The part of the matter that messages can't show."""
    together: str
    """Measures with the same word have denominators that follow from each other: they are hidden together."""
    per_segment: bool = True
    """False: about messages, counted by provider only."""
    elsewhere: bool = False
    """True when it looks at care by other providers too, so that a provider may not see small numbers."""
    gemiddelde: str = ""
    """Unit of the average that goes with it; "" without."""
    uitsplitsing: str = ""
    """What the counted cases are split by, for the municipality itself; "" when they aren't."""

    def worded(self, text: str, rules: IndicatorRules | None) -> str:
        """Return a text of this measure with the terms of the region in it; None: in words that hold for any."""
        if rules is None:
            return text.format(**_OF_ANY_REGION)
        return text.format(
            aansluitend=_months(rules.aansluitend),
            terugkeer=_months(rules.terugkeer),
            start=f"{rules.start} weken",
            doorstroom=rules.doorstroom,
        )


_OF_ANY_REGION: Final = {
    **dict.fromkeys(("aansluitend", "terugkeer", "start"), "de afgesproken tijd"),
    "doorstroom": "het segment erna",
}


def _months(n: int) -> str:
    return "1 maand" if n == 1 else f"{n} maanden"
