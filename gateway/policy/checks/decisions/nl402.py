"""NL-402: a traject gets extra work at most as often as the policy allows."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.extra_work import extra_work_again
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy

card = Card(
    code="NL-402",
    subject="meerwerk",
    statement="Voor een traject is er niet vaker meerwerk dan het beleid toestaat (1B: één keer).",
    remedy=(
        "Verleng het bestaande meerwerk als dat nog loopt en binnen de grens past; anders kan er voor dit traject "
        "geen meerwerk meer komen."
    ),
    note=(
        "Meerwerk hoort bij het laatste traject dat op zijn Ingangsdatum begonnen was; bij een nieuw traject mag "
        "het opnieuw. Verwijderd meerwerk telt niet mee, gestopt meerwerk wel. Hetzelfde meerwerk langer maken is "
        "geen tweede keer."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection that lists the earlier extra work, when the traject already has `per_traject` of it."""
    yield from extra_work_again(decision, care_file, policy)
