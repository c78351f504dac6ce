"""NL-708: an extension that begins fits its traject, and its length the policy."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.extension import EXTENSION_LENGTH, EXTENSION_PLACE
from gateway.policy.care.judgement import first_start_judged
from gateway.policy.care_file import CareFile
from gateway.policy.model import Policy
from gateway.policy.report_file import Report

card = Card(
    code="NL-708",
    subject="start verlenging",
    statement="Een verlenging die begint, volgt op haar traject en duurt zo lang als het beleid toestaat.",
    remedy=(
        "Ga na of de gemelde dagen kloppen en of de toewijzing zo is bedoeld. Pas haar Einddatum aan, of leg vast "
        "waarom zij zo mag blijven."
    ),
    note=(
        "Er wordt geoordeeld als bij een besluit (NL-301 tot en met NL-305 en NL-307, voor zover zij aan staan): "
        "over traject en volgorde naar de gemelde dagen, over de maanden naar de dagen van de toewijzing, want een "
        "paar dagen later beginnen verandert die niet. Ook als over de verlenging is besloten voordat de gemeente "
        "het beleid koos. Een herstart wordt niet opnieuw beoordeeld, en na een definitieve stop tellen de maanden "
        "niet meer."
    ),
)


def check(report: Report, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield the objections to an extension that begins: its traject, its order, its months."""
    yield from first_start_judged(EXTENSION_PLACE, EXTENSION_LENGTH, report, care_file, policy)
