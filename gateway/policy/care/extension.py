"""Judgements of an extension: its base, its order and its length. The checks on decisions and on reports share them."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from gateway.policy.card import Objection
from gateway.policy.care.base_traject import (
    base_of,
    earlier_of_same_base,
    follows_directly,
    product_of,
    requested_product,
)
from gateway.policy.care.duration import becomes_longer_than, length_text, whole_month_fault
from gateway.policy.care.judgement import Judgement
from gateway.policy.care.months import last_day
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.model import Policy, ProductKind
from gateway.policy.words import describe, join_words, months_text, opening


def extension_without_traject(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when no traject of the base began on or before the first day of the extension (NL-301)."""
    product = requested_product(decision, policy, ProductKind.VERLENGING)
    if product is None or product.basis is None or base_of(decision.care, product.basis, care_file.care) is not None:
        return
    later = [each for each in care_file.care if each.code == product.basis and each.ingangsdatum <= each.last_day]
    first = min(later, key=lambda each: each.ingangsdatum, default=None)
    instead = "en de cliënt heeft er hier geen" if first is None else f"maar {describe(first)} begint pas daarna"
    yield Objection(
        text=f"{opening(decision.care)} hoort te volgen op een traject {product.basis}, {instead}.",
        path="product/code",
        values={"Code": product.code, "Basis": product.basis},
        other_assignments=() if first is None or first.nummer is None else (first.nummer,),
    )


def extension_of_unstarted_traject(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when no start stands on the traject of the extension (NL-307)."""
    product = requested_product(decision, policy, ProductKind.VERLENGING)
    if product is None or product.basis is None:
        return
    basis = base_of(decision.care, product.basis, care_file.care)
    if basis is not None and basis.gestart_op is None:
        yield Objection(
            text=f"{opening(decision.care)} verlengt {describe(basis)}, en daarop is geen start gemeld.",
            path="product/code",
            values={"Code": product.code},
            other_assignments=() if basis.nummer is None else (basis.nummer,),
        )


def extension_not_in_whole_months(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the decision gives the extension a length that is no whole number of months (NL-302)."""
    product = product_of(decision.care, policy)
    if product is None or product.soort is not ProductKind.VERLENGING:
        return
    fault = whole_month_fault(decision, product)
    if fault is not None:
        yield Objection(
            text=fault,
            path="einddatum",
            values={"Ingangsdatum": str(decision.care.ingangsdatum), "Einddatum": str(decision.care.einddatum or "")},
            bron=product.bron,
        )


def extension_too_long(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the decision makes the extension longer than `hoogstens` of its product (NL-303)."""
    care, product = decision.care, product_of(decision.care, policy)
    if product is None or product.soort is not ProductKind.VERLENGING or product.hoogstens is None:
        return
    if care.einddatum is not None and becomes_longer_than(decision, product.hoogstens):
        yield Objection(
            text=(
                f"{opening(care)} duurt {length_text(care)}; het meeste is {months_text(product.hoogstens)}, dus t/m "
                f"{last_day(care.ingangsdatum, product.hoogstens)}."
            ),
            path="einddatum",
            values={"Ingangsdatum": str(care.ingangsdatum), "Einddatum": str(care.einddatum)},
            bron=product.bron,
            days=((care.ingangsdatum, care.einddatum),),
        )


def traject_extended_again(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection that lists the other extensions of the same traject (NL-304)."""
    product = requested_product(decision, policy, ProductKind.VERLENGING)
    if product is None or product.basis is None:
        return
    others = earlier_of_same_base(decision, product.basis, care_file)
    if others:
        basis = base_of(decision.care, product.basis, care_file.care)
        extended = f"een traject {product.basis} dat hier niet bekend is" if basis is None else describe(basis)
        yield Objection(
            text=(
                f"{opening(decision.care)} verlengt {extended} nog een keer, naast "
                f"{join_words([*map(describe, others)])}."
            ),
            path="product/code",
            values={"Code": product.code},
            other_assignments=tuple(
                each.nummer for each in (*others, basis) if each is not None and each.nummer is not None
            ),
        )


def extension_loose_from_traject(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection to a new extension after a gap, at another provider, or both (NL-305)."""
    care, product = decision.care, requested_product(decision, policy, ProductKind.VERLENGING)
    if product is None or product.basis is None or decision.was is not None:
        return
    basis = base_of(care, product.basis, care_file.care)
    if basis is None:
        return
    previous = _previous(care, basis, care_file, policy)
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
            other_assignments=tuple(sorted(numbers)),
        )


def _previous(care: Care, basis: Care, care_file: CareFile, policy: Policy) -> Care:
    """Return the care that the extension follows: its traject, or the last earlier extension or extra work of that.

    Extra work counts only when it leaves no gap after the traject.
    """
    trajects = [each for each in care_file.care if each.code == basis.code]
    earlier = [
        each
        for each in care_file.care
        if (product := product_of(each, policy)) is not None
        and product.basis is not None
        and product.basis == basis.code
        and each.ingangsdatum <= min(each.last_day, care.ingangsdatum)
        and base_of(each, product.basis, trajects) == basis
        and (product.soort is not ProductKind.MEERWERK or follows_directly(each, basis))
    ]
    return max((basis, *earlier), key=lambda each: each.last_day)


EXTENSION_PLACE: Final[Mapping[str, Judgement]] = MappingProxyType(
    {
        "NL-301": extension_without_traject,
        "NL-304": traject_extended_again,
        "NL-305": extension_loose_from_traject,
        "NL-307": extension_of_unstarted_traject,
    }
)
"""The judgements of the base and the order of an extension, by the code of the check on decisions."""

EXTENSION_LENGTH: Final[Mapping[str, Judgement]] = MappingProxyType(
    {"NL-302": extension_not_in_whole_months, "NL-303": extension_too_long}
)
"""The judgements of the length of an extension, by the code of the check on decisions."""
