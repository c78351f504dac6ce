"""NL-305: an extension goes on where its traject ended, at the same provider; if not, a person looks at it."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import aangevraagd, basis_van, volgt_direct
from gateway.policy.care_file import Besluit, Dossier, Zorg
from gateway.policy.model import Beleid, Soort
from gateway.policy.words import noem, opsomming, zin

kaart = Kaart(
    code="NL-305",
    onderwerp="verlenging",
    statement="Een verlenging volgt zonder gat op haar basistraject, bij dezelfde aanbieder.",
    remedy="Ga na of de verlenging zo is bedoeld; de teksten verbieden het niet.",
    note=(
        "Een traject dat eerder is gestopt, eindigt op de dag van de stop. Volgt de verlenging op een andere "
        "verlenging van hetzelfde traject (NL-304), dan telt het eind daarvan. Zonder traject zegt NL-301 het. Een "
        "wijziging wordt hierop niet opnieuw getoetst."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield one remark on a new extension after a gap, at another provider, or both."""
    zorg, product = besluit.zorg, aangevraagd(besluit, beleid, Soort.VERLENGING)
    if product is None or product.basis is None or besluit.was is not None:
        return
    basis = basis_van(zorg, product.basis, dossier.zorg)
    if basis is None:
        return
    vorige = _vorige(zorg, basis, product.basis, dossier)
    anders = []
    if not volgt_direct(zorg, vorige):
        anders.append(f"begint pas na een gat: {noem(vorige)} eindigt op {vorige.laatste_dag}")
    if zorg.aanbieder != basis.aanbieder:
        anders.append(f"is van aanbieder {zorg.aanbieder}, maar {noem(basis)} van aanbieder {basis.aanbieder}")
    if anders:
        nummers = {each.nummer for each in (vorige, basis) if each.nummer is not None}
        yield Bezwaar(
            text=f"{zin(noem(zorg))} {opsomming(anders)}.",
            path="ingangsdatum" if zorg.aanbieder == basis.aanbieder else "aanbieder",
            values={"Ingangsdatum": str(zorg.ingangsdatum), "Aanbieder": zorg.aanbieder},
            betreft=tuple(sorted(nummers)),
        )


def _vorige(zorg: Zorg, basis: Zorg, basiscode: str, dossier: Dossier) -> Zorg:
    """What the extension comes after: its traject, or the last earlier extension of that."""
    eerder = [
        each
        for each in dossier.zorg
        if each.code == zorg.code
        and each.ingangsdatum <= min(each.laatste_dag, zorg.ingangsdatum)
        and basis_van(each, basiscode, dossier.zorg) == basis
    ]
    return max((basis, *eerder), key=lambda each: each.laatste_dag)
