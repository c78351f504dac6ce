"""NL-108: a client steps on to a segment from where the policy foresees it."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import product_of
from gateway.policy.care.days import is_new_assignment
from gateway.policy.care.months import add_months
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.model import InflowRule, Policy, ProductKind
from gateway.policy.words import describe_with_provider, join_words, opening

card = Card(
    code="NL-108",
    subject="instroom",
    statement="Een traject volgt op zorg vanwaar de cliënt volgens het beleid naar dit segment kan doorstromen.",
    remedy=(
        "Ga na of dit traject past bij wat de cliënt al had; leg de afweging vast als het toch nodig is. Een ander "
        "segment of een verlenging kan beter passen."
    ),
    note=(
        "Het gaat om nieuwe trajecten en jaartrajecten na zorg die kort ervoor eindigde (binnen, in maanden); van die "
        "zorg telt de laatste, bij welke aanbieder ook. Wie zulke zorg niet had, is een nieuwe cliënt. Zorg die nog "
        "loopt, is geen stap: daarover zegt NL-201 het. Verlengingen en meerwerk tellen als hun segment."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection for each care that ended last before a new traject and isn't one to step on from."""
    care, product = decision.care, product_of(decision.care, policy)
    if product is None or product.soort not in (ProductKind.TRAJECT, ProductKind.JAARTRAJECT):
        return
    rule = policy.instroom.get(product.segment)
    if rule is None or not is_new_assignment(decision):
        return
    for previous in _left_behind(care, care_file, rule, policy):
        if not _is_foreseen(previous, rule, policy):
            yield Objection(
                text=(
                    f"{opening(care)} volgt op {describe_with_provider(previous, care)}. "
                    f"{_foreseen_text(product.segment, rule)} ({rule.bron})."
                ),
                path="product/code",
                values={"Code": product.code, "Vorige": previous.code or ""},
                other_assignments=() if previous.nummer is None else (previous.nummer,),
                bron=rule.bron,
            )


def _left_behind(care: Care, care_file: CareFile, rule: InflowRule, policy: Policy) -> list[Care]:
    """Return the care that ended last before this, within the months of the rule."""
    ended = [
        each
        for each in care_file.care
        if policy.segment_of(each.code) in policy.instroom
        and each.ingangsdatum <= each.last_day < care.ingangsdatum <= add_months(each.last_day, rule.binnen)
    ]
    last = max((each.last_day for each in ended), default=None)
    return [each for each in ended if each.last_day == last]


def _is_foreseen(previous: Care, rule: InflowRule, policy: Policy) -> bool:
    if previous.code in rule.wel_na:
        return True
    return policy.segment_of(previous.code) in rule.van and previous.code not in rule.niet_na


def _foreseen_text(segment: str, rule: InflowRule) -> str:
    """Return a Dutch sentence on the care after which a traject of the segment may begin."""
    origins = [f"segment {each}" for each in sorted(rule.van)] + sorted(rule.wel_na)
    after = f"na {join_words(origins, 'of')} of " if origins else ""
    never = f", niet na {join_words(sorted(rule.niet_na), 'of')}" if rule.niet_na else ""
    return f"Volgens het beleid begint segment {segment} {after}bij een nieuwe cliënt{never}"
