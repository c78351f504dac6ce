"""NL-101: the product is one that the policy knows."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.days import nieuwe_opdracht
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid
from gateway.policy.words import noem, opsomming, zin

kaart = Kaart(
    code="NL-101",
    onderwerp="product",
    statement="De productcode staat in het beleid dat geldt op de Ingangsdatum.",
    remedy="Gebruik een productcode uit het beleid, of leg vast waarom dit product toch wordt toegewezen.",
    note=(
        "Over een product dat in geen tekst van het beleid staat, zegt geen andere toets iets: niet over stapeling, "
        "lengte of contract, ook niet later bij het besluit over een andere toewijzing. Een product dat alleen in een "
        "eerdere of latere tekst staat, telt wel als zijn segment mee. Een wijziging verandert het product niet en "
        "wordt hierop niet opnieuw getoetst."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection when the new assignment has a code that the policy doesn't have."""
    zorg = besluit.zorg
    if not nieuwe_opdracht(besluit) or zorg.code is None or zorg.code in beleid.producten:
        return
    wel = [
        each.code
        for each in beleid.producten.values()
        if each.categorie == zorg.categorie and (each.nieuw_tot is None or besluit.beslisdag < each.nieuw_tot)
    ]
    kies = f" In categorie {zorg.categorie} kan wel {opsomming(sorted(wel), 'of')}." if wel else ""
    elders = " Een eerdere of latere tekst kent het wel." if zorg.code in beleid.elders else ""
    yield Bezwaar(
        text=(
            f"{zin(noem(zorg))}: product {zorg.code} staat niet in het beleid {beleid.naam} "
            f"dat vanaf {beleid.geldig_vanaf} geldt.{elders}{kies}"
        ),
        path="product/code",
        values={"Code": zorg.code},
    )
