"""NL-706: by its reported days, care doesn't run beside care that it may not be stacked with."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.judgement import judged_anew, reported_days
from gateway.policy.care.stacking import STACKING
from gateway.policy.care_file import CareFile
from gateway.policy.model import Policy
from gateway.policy.report_file import Report

card = Card(
    code="NL-706",
    subject="stapeling bij een start",
    statement="Zorg loopt volgens de gemelde dagen niet naast zorg waar zij volgens het beleid niet naast mag.",
    remedy=(
        "Vraag de aanbieders of de gemelde dagen kloppen. Kloppen zij, laat dan een van de twee toewijzingen eerder "
        "eindigen of leg vast waarom zij samen mogen."
    ),
    note=(
        "De gemelde dagen lopen van de Begindatum van de start tot de definitieve stop of de Einddatum. Van andere "
        "zorg zonder start tellen de dagen van de toewijzing: zij kan zijn begonnen. Er wordt geoordeeld als bij een "
        "besluit (NL-201, NL-202, NL-204, NL-206, NL-207 en NL-208, voor zover zij aan staan), ook als over de "
        "toewijzingen is besloten voordat de gemeente het beleid koos. Van een definitieve stop tellen alleen de "
        "dagen na de Einddatum."
    ),
)


def check(report: Report, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for each other assignment and each range of reported days on which both run."""
    if (days := reported_days(report, care_file)) is not None:
        yield from judged_anew(STACKING, report, *days, policy)
