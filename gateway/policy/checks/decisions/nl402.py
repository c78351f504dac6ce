"""NL-402: a traject gets extra work as often as the policy allows."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import basis_van, eerdere, meerwerk_aangevraagd
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid
from gateway.policy.words import noem, opsomming, zin

kaart = Kaart(
    code="NL-402",
    onderwerp="meerwerk",
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


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield one objection that names the extra work there is already, when the traject has had all it may have."""
    regel = meerwerk_aangevraagd(besluit, beleid)
    if regel is None:
        return
    al = eerdere(besluit, regel[0], dossier)
    if len(al) >= regel[1].per_traject:
        basis = basis_van(besluit.zorg, regel[0], dossier.zorg)
        bij = "" if basis is None else f" bij {noem(basis)}"
        yield Bezwaar(
            text=(
                f"{zin(noem(besluit.zorg))} is te veel{bij}: er is al {opsomming([*map(noem, al)])}, en het "
                f"meeste is {regel[1].per_traject} keer."
            ),
            path="product/code",
            values={"Code": besluit.zorg.code or ""},
            betreft=tuple(each.nummer for each in (*al, basis) if each is not None and each.nummer is not None),
            bron=regel[1].bron,
        )
