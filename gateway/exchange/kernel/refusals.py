"""How a use case says no: which refusal it is decides the HTTP status and the exit code."""

from collections.abc import Mapping, Sequence

from gateway.standard.findings import Finding


class Refusal(Exception):
    """The request is refused and nothing was changed; everything a person needs is in here."""

    def __init__(
        self,
        soort: str,
        melding: str,
        bevindingen: Sequence[Finding] = (),
        gegevens: Mapping[str, object] | None = None,
        vastgelegd: str | None = None,
    ) -> None:
        super().__init__(soort)
        self.soort = soort
        """Stable name of the problem, kebab-case."""
        self.melding = melding
        """What is wrong, with which value, and what to do (Dutch)."""
        self.vastgelegd = melding if vastgelegd is None else vastgelegd
        """The same for the record: without a value that the caller made up itself, such as a name or Identificatie."""
        self.bevindingen = tuple(bevindingen)
        self.gegevens = dict(gegevens or {})
        """More facts for a machine, such as the id of what is in the way."""


class Invalid(Refusal):
    """What was sent is not what the standard or the contract asks: changing it helps, sending it again doesn't."""


class Forbidden(Refusal):
    """The caller may not do this."""


class NotFound(Refusal):
    """There is no such thing, or it isn't the caller's: we don't say which."""


class Gone(Refusal):
    """It was there, and its term is over."""


class Conflict(Refusal):
    """It can't be done in the present state of affairs."""
