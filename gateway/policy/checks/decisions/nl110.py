"""NL-110: the client is old enough for the segment."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.days import is_new_assignment
from gateway.policy.care.months import add_months
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import opening

card = Card(
    code="NL-110",
    subject="leeftijd",
    statement="De cliënt heeft op de Ingangsdatum de leeftijd die het beleid bij het segment noemt (18 jaar).",
    remedy=(
        "Ga na of de geboortedatum klopt en of dit segment bij de cliënt past. Voor wie jonger is, is er jeugdhulp; "
        "beschermd wonen kan vanaf 17."
    ),
    note=(
        "Alleen een geboortedatum die tot op de dag bekend is telt. Bij een wijziging tellen alleen dagen die erbij "
        "komen voor de eerste."
    ),
)
_MONTHS_A_YEAR = 12


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection to a new assignment that begins before the client has the age of its segment."""
    segment = policy.segmenten.get(policy.segment_of(decision.care.code) or "")
    if segment is None or segment.leeftijd is None or decision.birth_date is None or not is_new_assignment(decision):
        return
    of_age = add_months(decision.birth_date, segment.leeftijd * _MONTHS_A_YEAR)
    if decision.care.ingangsdatum < of_age:
        yield Objection(
            text=(
                f"{opening(decision.care)} begint voordat de cliënt {segment.leeftijd} wordt ({of_age}); segment "
                f"{segment.id} is voor wie {segment.leeftijd} jaar of ouder is."
            ),
            path="ingangsdatum",
            values={"Ingangsdatum": str(decision.care.ingangsdatum)},
            bron=segment.bron,
        )
