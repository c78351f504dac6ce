"""NL-704: extra work begins within its months."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import product_van
from gateway.policy.care.months import uiterste_dag
from gateway.policy.care_file import Dossier
from gateway.policy.model import Beleid, Soort
from gateway.policy.report_file import Melding
from gateway.policy.words import in_maanden, noem, zin

kaart = Kaart(
    code="NL-704",
    onderwerp="start meerwerk",
    statement="Meerwerk begint op een van de dagen waarvoor het is toegewezen, en binnen het hoogste aantal maanden.",
    remedy="Stem met elkaar af waarvoor het meerwerk nog dient; de toewijzing ervan wordt niet langer.",
    note=(
        "De maanden tellen vanaf de Ingangsdatum van het meerwerk, ook als de Einddatum later ligt of ontbreekt. De "
        "laatste dag telt mee. Een herstart wordt net zo beoordeeld."
    ),
)


def check(melding: Melding, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield a signal on a start of extra work after its last day or after its months."""
    zorg, product = melding.zorg, product_van(melding.zorg, beleid)
    if product is None or product.soort is not Soort.MEERWERK or melding.einddatum is not None:
        return
    grenzen = [] if zorg.einddatum is None else [(zorg.einddatum, "de Einddatum")]
    if product.hoogstens is not None:
        uiterlijk = uiterste_dag(zorg.ingangsdatum, product.hoogstens)
        grenzen.append((uiterlijk, f"de laatste dag van {in_maanden(product.hoogstens)} meerwerk"))
    if grenzen and melding.begindatum > min(grenzen)[0]:
        dag, wat = min(grenzen)
        yield Bezwaar(
            text=f"{zin(noem(zorg))} begon op {melding.begindatum}, na {dag}: {wat}.",
            path="Begindatum",
            eigen=True,
            values={"Begindatum": str(melding.begindatum)},
        )
