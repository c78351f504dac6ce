"""The terms and targets that a region gives its indicators; fields are named as the keys of the TOML file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A target of the contracts, for one indicator in one segment; exactly one of the bounds is set."""

    meting: str
    """Code of the measure: "doorstroom"."""
    segment: str
    minstens: int | None
    """Per cent, inclusive."""
    hoogstens: int | None
    """Per cent, inclusive."""
    bron: str

    def is_met(self, counted: int, among: int) -> bool:
        """Return True when `counted` of `among`, which isn't zero, reach the target."""
        share = 100 * counted
        return share >= (self.minstens or 0) * among and (self.hoogstens is None or share <= self.hoogstens * among)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRules:
    """The terms by which care is counted, and the targets."""

    doorstroom: str
    """The segment that the measure "doorstroom" looks for."""
    vervolg: frozenset[str]
    """Segments whose care, when it comes after a traject, is a sequel to it."""
    aansluitend: int
    """Months after the end within which other care is a sequel; the last day counts."""
    terugkeer: int
    """Months after the end within which new care, if it is no sequel, is a return; the last day counts."""
    start: int
    """Weeks after the Ingangsdatum within which care should start; the last day counts."""
    gebonden: frozenset[str]
    """Kinds of provider that the targets bind."""
    bron: str
    streefwaarden: tuple[Target, ...] = ()

    def target(self, meting: str, segment: str) -> Target | None:
        """Return the target of this measure in this segment; None when the contracts name none."""
        return next((each for each in self.streefwaarden if (each.meting, each.segment) == (meting, segment)), None)
