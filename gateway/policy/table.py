"""The checks of policy as a table, and the questions that the documents leave open."""

from collections.abc import Iterator
from functools import cache

from gateway.policy.card import Kaart
from gateway.policy.engine import besluittoetsen
from gateway.policy.model import Beleid
from gateway.policy.report import meldingtoetsen
from gateway.policy.watch import wachten


@cache
def kaarten() -> tuple[Kaart, ...]:
    """Return the card of every check, in the order of the codes."""
    alle = [each.kaart for each in besluittoetsen()] + [each.kaart for each in meldingtoetsen()]
    alle += [each.kaart for each in wachten()]
    return tuple(sorted(alle, key=lambda kaart: kaart.code))


def gevolg(beleid: Beleid, code: str) -> str:
    """What a check leads to under this policy, in a word or two."""
    toets = beleid.toetsen[code]
    return "uit" if toets.gevolg is None else toets.gevolg.value


def overrulebaar(beleid: Beleid, code: str) -> str:
    """Return True when a consulent may let it pass: "" of what stops nothing."""
    toets = beleid.toetsen[code]
    return "" if gevolg(beleid, code) != "blokkade" else "ja" if toets.overrulebaar else "nee"


def open_vragen(beleid: Beleid) -> Iterator[tuple[str, str]]:
    """Yield each check about which the documents leave something open: its code, and what, with the default."""
    for code in sorted(beleid.toetsen):
        if vraag := beleid.toetsen[code].open_vraag:
            yield code, vraag


def markdown(beleid: Beleid) -> str:
    """Return every check under this policy as a Markdown table in Dutch, and below it the open questions."""
    return "\n".join(_regels(beleid)) + "\n"


def _regels(beleid: Beleid) -> Iterator[str]:
    yield f"Beleid {beleid.naam}, geldig vanaf {beleid.geldig_vanaf}. Bronnen: {beleid.bron}."
    yield ""
    yield "| Code | Onderwerp | Wat waar moet zijn | Gevolg | Overrulebaar | Bron |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for kaart in kaarten():
        code = kaart.code
        cellen = (
            code, kaart.onderwerp, kaart.statement, gevolg(beleid, code), overrulebaar(beleid, code),
            beleid.toetsen[code].bron,
        )  # fmt: skip
        yield f"| {' | '.join(_cel(each) for each in cellen)} |"
    yield ""
    yield "Wat de documenten openlaten, en wat de gateway dan doet:"
    yield ""
    for code, vraag in open_vragen(beleid):
        yield f"- **{code}** {vraag}"


def _cel(tekst: str) -> str:
    return tekst.replace("|", "\\|")
