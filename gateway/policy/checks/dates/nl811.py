"""NL-811: a person looks at what was found on a start or stop."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.policy.card import Card
from gateway.policy.checks.dates.term import signal_about
from gateway.policy.watch_file import PolicyOn, ReportFinding, Signal, WatchFile

NATIONAL: Final = True
SOURCE: Final = "het rapport van het bericht"
_OF_POLICY: Final = "NL-"

card = Card(
    code="NL-811",
    subject="bevinding op een start of stop",
    statement="Wat beleid en standaard op een gemelde start of stop signaleren, is door iemand bekeken.",
    remedy=(
        "Doe wat er bij de bevinding staat en handel het signaal af. De waarden staan in het rapport van dit bericht."
    ),
    note=(
        "Een signaal voor elke bevinding, zolang haar oorzaak er is. Het vervalt als de aanbieder de start of stop "
        "verwijdert, en bij een bevinding van het beleid ook als de toets bij de zorg zoals die nu staat niets meer "
        "zegt over dezelfde toewijzingen: zij zijn ingekort, verwijderd of beëindigd, of wat er miste is er nu. Wat "
        "twee starts over elkaar zeggen, over dezelfde dagen, is één signaal."
    ),
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each finding on a report that stands; one for what two reports say of each other's days."""
    told: set[tuple[str, frozenset[int | None], tuple[tuple[str, str], ...]]] = set()
    for each in watch_file.findings:
        concerned = (each.code, each.others | {each.toewijzing}, each.days)
        if each.others and each.days:
            if concerned in told:
                continue
            told.add(concerned)
        text = f"{each.soort} {each.identificatie} van aanbieder {each.aanbieder}: {_said(each)}"
        more = f":{each.number}" if each.number > 1 else ""
        yield signal_about(card.code, each, each.day, text, SOURCE, part=f"{each.code}:{each.path}{more}")


def _said(finding: ReportFinding) -> str:
    """Return the words of a finding of policy; of a national rule only its code, since it may quote the message."""
    said = f"{finding.code}, {finding.text}" if finding.code.startswith(_OF_POLICY) else f"{finding.code}."
    return f"{said} Te doen: {finding.remedy}" if finding.remedy else said
