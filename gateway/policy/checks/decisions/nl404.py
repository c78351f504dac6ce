"""NL-404: extra work is asked for in time after the traject started."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import basis_van, meerwerk_aangevraagd
from gateway.policy.care.months import plus_maanden
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid
from gateway.policy.words import in_maanden, noem, zin

kaart = Kaart(
    code="NL-404",
    onderwerp="meerwerk",
    statement=(
        "Tot meerwerk wordt besloten binnen de maanden die het beleid na de start van het traject geeft (1B: 5); "
        "de laatste dag telt mee."
    ),
    remedy=(
        "Is het meerwerk eerder gevraagd, laat de consulent dat dan vastleggen; anders is meerwerk niet meer mogelijk."
    ),
    note=(
        "Het beleid noemt de dag van de aanvraag; die staat in geen bericht, dus telt de beslisdag. De start is de "
        "Begindatum die de aanbieder meldde. Meerwerk langer maken is ook meerwerk vragen."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection when the decision falls after the last day on which extra work can be asked for."""
    regel = meerwerk_aangevraagd(besluit, beleid)
    basis = None if regel is None else basis_van(besluit.zorg, regel[0], dossier.zorg)
    if regel is None or basis is None or basis.gestart_op is None:
        return
    binnen = regel[1].aanvragen_binnen
    uiterlijk = plus_maanden(basis.gestart_op, binnen)
    if besluit.beslisdag > uiterlijk:
        yield Bezwaar(
            text=(
                f"{zin(noem(besluit.zorg))} komt te laat: {noem(basis)} is gestart op {basis.gestart_op} en meerwerk "
                f"kan tot {in_maanden(binnen)} daarna, dus uiterlijk {uiterlijk}; het besluit is van "
                f"{besluit.beslisdag}."
            ),
            path="product/code",
            values={"Beslisdag": str(besluit.beslisdag), "Uiterlijk": str(uiterlijk)},
            betreft=() if basis.nummer is None else (basis.nummer,),
            bron=regel[1].bron,
        )
