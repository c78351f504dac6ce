"""NL-703: the reason of a stop fits the days and the client's other care."""

from collections.abc import Iterator
from typing import Final

from gateway.policy.card import Card, Objection
from gateway.policy.care_file import Care, CareFile
from gateway.policy.model import Policy
from gateway.policy.report_file import Report
from gateway.policy.words import describe_with_provider, join_words, opening
from gateway.rules.case import TEMPORARY
from gateway.standard import codelists

DIED: Final = "02"
VOORTIJDIG: Final = "23"
MOVED: Final = "31"

card = Card(
    code="NL-703",
    subject="reden van de stop",
    statement="De RedenBeeindiging van een stop is niet in tegenspraak met de dagen en met de overige zorg.",
    remedy=(
        "Stem met elkaar af wat de reden is; is zij anders, dan verwijdert de aanbieder de stop en levert hem opnieuw "
        "aan."
    ),
    note=(
        "Drie gevallen: tijdelijk (20) op of na de Einddatum van de toewijzing; voortijdig (23) op of na die dag; "
        "overleden (02) of verhuisd (31) terwijl later andere zorg voor deze cliënt is begonnen, bij welke aanbieder "
        "ook. De doelen eerder halen dan gepland (19) is gewoon. Wie eerder stopt, gaat naar de Zvw of Wlz (39), "
        "verhuist (31), overlijdt (02), gaat naar een andere aanbieder (38) of stopt zelf (21). Andere redenen worden "
        "niet beoordeeld: beschermd wonen en geen klik met de aanbieder hebben geen eigen code."
    ),
)


def check(report: Report, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection to a stop, at most one."""
    if report.einddatum is None or report.reden is None:
        return
    values = {"RedenBeeindiging": report.reden, "Einddatum": str(report.einddatum)}
    what = f"{opening(report.care)} stopte op {report.einddatum} met reden {_reason_text(report.reden)}"
    if (why := _contradiction(report)) is not None:
        yield Objection(text=f"{what}, maar {why}.", path="RedenBeeindiging", visible_to_provider=True, values=values)
    elif report.reden in (DIED, MOVED) and (later := _started_later(report, care_file)):
        named = [f"{describe_with_provider(each, report.care)} op {each.gestart_op}" for each in later]
        yield Objection(
            text=f"{what}, maar daarna begon de zorg van {join_words(named)}.",
            path="RedenBeeindiging",
            values=values,
            other_assignments=tuple(each.nummer for each in later if each.nummer is not None),
        )


def _contradiction(report: Report) -> str | None:
    """Return how the Einddatum of the assignment contradicts the reason (Dutch); None: it doesn't, or there is none."""
    last = report.care.einddatum
    if last is None or report.einddatum is None:
        return None
    if report.reden == TEMPORARY and report.einddatum >= last:
        return f"de toewijzing eindigde op {last} en kan niet worden hervat"
    if report.reden == VOORTIJDIG and report.einddatum >= last:
        return f"de toewijzing eindigde op {last}, dus dat is niet eerder dan gepland"
    return None


def _started_later(report: Report, care_file: CareFile) -> list[Care]:
    end = report.einddatum
    assert end is not None
    others = (each for each in care_file.care if each.nummer != report.care.nummer)
    return [each for each in others if each.gestart_op is not None and each.gestart_op > end]


def _reason_text(code: str) -> str:
    meaning = codelists.meaning("LDT_RedenBeeindiging", code)
    return code if meaning is None else f"{code} ({meaning})"
