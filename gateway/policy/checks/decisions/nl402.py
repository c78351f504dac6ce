"""NL-402: a traject gets extra work at most as often as the policy allows."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import base_of, earlier_of_same_base, requested_meerwerk
from gateway.policy.care_file import CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import describe, join_words, opening

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
    extra_work = requested_meerwerk(decision, policy)
    if extra_work is None:
        return
    earlier = earlier_of_same_base(decision, extra_work.base_code, care_file)
    if len(earlier) >= extra_work.rule.per_traject:
        basis = base_of(decision.care, extra_work.base_code, care_file.care)
        of_base = "" if basis is None else f" bij {describe(basis)}"
        yield Objection(
            text=(
                f"{opening(decision.care)} is te veel{of_base}: er is al {join_words([*map(describe, earlier)])}, en "
                f"het meeste is {extra_work.rule.per_traject} keer."
            ),
            path="product/code",
            values={"Code": decision.care.code or ""},
            betreft=tuple(each.nummer for each in (*earlier, basis) if each is not None and each.nummer is not None),
            bron=extra_work.rule.bron,
        )
