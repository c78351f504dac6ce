"""Which base traject an extension or extra work belongs to, and what else belongs to it.

It is the latest traject of the base product that had begun when the assignment begins, whoever delivers it: a new
traject has an extension and extra work of its own. One that ended before its first day never was a traject.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from gateway.policy.care.days import nieuwe_dagen
from gateway.policy.care_file import Besluit, Dossier, Zorg
from gateway.policy.model import Beleid, MeerwerkRegel, Product, Soort

_EEN_DAG: Final = timedelta(days=1)


def aangevraagd(besluit: Besluit, beleid: Beleid, soort: Soort) -> Product | None:
    """Return the product, when it is one of this kind that belongs to a base and the decision adds days of it."""
    product = product_van(besluit.zorg, beleid)
    past = product is not None and product.soort is soort and product.basis is not None
    return product if past and nieuwe_dagen(besluit) else None


def meerwerk_aangevraagd(besluit: Besluit, beleid: Beleid) -> tuple[str, MeerwerkRegel] | None:
    """Code of the base and the rules, when the decision adds days of extra work that has rules."""
    product = aangevraagd(besluit, beleid, Soort.MEERWERK)
    if product is None or product.basis is None or product.code not in beleid.meerwerk:
        return None
    return product.basis, beleid.meerwerk[product.code]


def product_van(zorg: Zorg, beleid: Beleid) -> Product | None:
    """What the policy knows about the product; None when it doesn't know it."""
    return beleid.product(zorg.code)


def basis_van(zorg: Zorg, basiscode: str, alle: Iterable[Zorg]) -> Zorg | None:
    """Return the traject with this code that the extension or extra work belongs to; None: there is none."""
    begonnen = [
        each
        for each in alle
        if each.code == basiscode and each.ingangsdatum <= min(zorg.ingangsdatum, each.laatste_dag)
    ]
    return max(begonnen, key=lambda each: (each.ingangsdatum, each.aanbieder == zorg.aanbieder), default=None)


def eerdere(besluit: Besluit, basiscode: str, dossier: Dossier) -> list[Zorg]:
    """Return the other assignments of the product with the same base traject, in order; those without one belong
    together.

    Of a change only what began earlier: what came after it is no concern of the first.
    """
    zorg = besluit.zorg
    basis = basis_van(zorg, basiscode, dossier.zorg)
    gevonden = (
        each
        for each in dossier.zorg
        if each.code == zorg.code
        and each.ingangsdatum <= each.laatste_dag
        and (besluit.was is None or each.ingangsdatum < zorg.ingangsdatum)
        and basis_van(each, basiscode, dossier.zorg) == basis
    )
    return sorted(gevonden, key=lambda each: (each.ingangsdatum, each.nummer or 0))


def volgt_direct(zorg: Zorg, eerder: Zorg) -> bool:
    """Return True when no day lies between the last one of the earlier care and the first one of this."""
    return eerder.laatste_dag >= zorg.ingangsdatum or eerder.laatste_dag + _EEN_DAG == zorg.ingangsdatum
