"""NL-709: extra work that begins has a started traject, and its length fits the policy."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.extra_work import EXTRA_WORK_LENGTH, EXTRA_WORK_PLACE
from gateway.policy.care.judgement import first_start_judged
from gateway.policy.care_file import CareFile
from gateway.policy.model import Policy
from gateway.policy.report_file import Report

card = Card(
    code="NL-709",
    subject="start meerwerk",
    statement="Meerwerk dat begint, hoort bij een gestart traject en duurt zo lang als het beleid toestaat.",
    remedy=(
        "Ga na of de gemelde dagen kloppen en of het meerwerk zo is bedoeld. Pas de Einddatum aan, of beëindig het "
        "meerwerk en ken toe wat wel past."
    ),
    note=(
        "Er wordt geoordeeld als bij een besluit (NL-401, NL-402, NL-403 en NL-405, voor zover zij aan staan): over "
        "het traject naar de gemelde dagen, over de maanden naar de dagen van de toewijzing. Aanvraag en grond "
        "(NL-404, NL-406) staan niet in de berichten. Ook als over het meerwerk is besloten voordat de gemeente het "
        "beleid koos. Een herstart wordt niet opnieuw beoordeeld, en na een definitieve stop tellen de maanden niet "
        "meer."
    ),
)


def check(report: Report, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield the objections to extra work that begins: its traject, how often, its months."""
    yield from first_start_judged(EXTRA_WORK_PLACE, EXTRA_WORK_LENGTH, report, care_file, policy)
