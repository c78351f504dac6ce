"""NL-305: an extension follows its traject without a gap and at the same provider."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import base_of, follows_directly, requested_product
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.model import Policy, ProductKind
from gateway.policy.words import describe, join_words, opening

card = Card(
    code="NL-305",
    subject="verlenging",
    statement="Een verlenging volgt zonder gat op haar basistraject, bij dezelfde aanbieder.",
    remedy="Ga na of de verlenging zo is bedoeld; de teksten verbieden het niet.",
    note=(
        "Een traject dat eerder is gestopt, eindigt op de dag van de stop. Volgt de verlenging op een andere "
        "verlenging van hetzelfde traject (NL-304), dan telt het eind daarvan. Zonder traject zegt NL-301 het. Een "
        "wijziging wordt hierop niet opnieuw getoetst."
    ),
)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection to a new extension after a gap, at another provider, or both."""
    care, product = decision.care, requested_product(decision, policy, ProductKind.VERLENGING)
    if product is None or product.basis is None or decision.was is not None:
        return
    basis = base_of(care, product.basis, care_file.care)
    if basis is None:
        return
    previous = _previous(care, basis, product.basis, care_file)
    differences = []
    if not follows_directly(care, previous):
        differences.append(f"begint pas na een gat: {describe(previous)} eindigt op {previous.last_day}")
    if care.aanbieder != basis.aanbieder:
        differences.append(f"is van aanbieder {care.aanbieder}, maar {describe(basis)} van aanbieder {basis.aanbieder}")
    if differences:
        numbers = {each.nummer for each in (previous, basis) if each.nummer is not None}
        yield Objection(
            text=f"{opening(care)} {join_words(differences)}.",
            path="ingangsdatum" if care.aanbieder == basis.aanbieder else "aanbieder",
            values={"Ingangsdatum": str(care.ingangsdatum), "Aanbieder": care.aanbieder},
            betreft=tuple(sorted(numbers)),
        )


def _previous(care: Care, basis: Care, base_code: str, care_file: CareFile) -> Care:
    """Return the care that the extension follows: its traject, or the last earlier extension of that traject."""
    earlier = [
        each
        for each in care_file.care
        if each.code == care.code
        and each.ingangsdatum <= min(each.last_day, care.ingangsdatum)
        and base_of(each, base_code, care_file.care) == basis
    ]
    return max((basis, *earlier), key=lambda each: each.last_day)
