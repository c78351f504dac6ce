"""NL-405: a traject that started too late is no ground for extra work."""

from collections.abc import Iterator
from datetime import timedelta

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import basis_van, meerwerk_aangevraagd
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid
from gateway.policy.words import noem, zin

kaart = Kaart(
    code="NL-405",
    onderwerp="meerwerk",
    statement=(
        "Het traject waar het meerwerk bij hoort, is gestart binnen de weken die het beleid geeft (1B: 4); de "
        "laatste dag telt mee."
    ),
    remedy=(
        "Duurt het traject langer doordat het laat begon, pas dan zijn Einddatum aan in plaats van meerwerk toe te "
        "kennen."
    ),
    note=(
        "De weken tellen van de Ingangsdatum van het traject tot de Begindatum van de start. Eerder starten dan de "
        "Ingangsdatum is niet te laat. Een traject zonder gemelde start valt onder NL-401."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection when the traject really started after more weeks than the policy gives."""
    regel = meerwerk_aangevraagd(besluit, beleid)
    basis = None if regel is None else basis_van(besluit.zorg, regel[0], dossier.zorg)
    if regel is None or basis is None or basis.gestart_op is None:
        return
    weken = regel[1].gestart_binnen
    if basis.gestart_op - basis.ingangsdatum > timedelta(weeks=weken):
        yield Bezwaar(
            text=(
                f"{zin(noem(besluit.zorg))} hoort bij {noem(basis)}, en die is pas gestart op {basis.gestart_op}: "
                f"meer dan {weken} weken na de Ingangsdatum."
            ),
            path="product/code",
            values={"Ingangsdatum": str(basis.ingangsdatum), "Begindatum": str(basis.gestart_op)},
            betreft=() if basis.nummer is None else (basis.nummer,),
            bron=regel[1].bron,
        )
