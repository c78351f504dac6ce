"""NL-302: an extension is a whole number of months."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import product_van
from gateway.policy.care.duration import niet_in_hele_maanden
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid, Soort

kaart = Kaart(
    code="NL-302",
    onderwerp="verlenging",
    statement=(
        "Een verlenging heeft een Einddatum, en die ligt een heel aantal maanden na de Ingangsdatum, min een dag."
    ),
    remedy="Kies als Einddatum een van de genoemde dagen.",
    note=(
        "Een maand later is dezelfde dag van de volgende maand, of de laatste dag van die maand als die dag er "
        "niet is. In dat geval tellen twee dagen als Einddatum: 31 januari t/m 27 februari en 31 januari t/m 28 "
        "februari zijn allebei 1 maand. Wie verkort na een definitieve stop, of om een reden die niet over de duur "
        "gaat (RedenWijziging anders dan 04, 05 of 14, zoals 02 overleden of 07 verhuizing), mag op elke dag "
        "eindigen."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection when the decided length of the extension is no whole number of months."""
    product = product_van(besluit.zorg, beleid)
    if product is None or product.soort is not Soort.VERLENGING:
        return
    fout = niet_in_hele_maanden(besluit, product)
    if fout is not None:
        yield Bezwaar(
            text=fout,
            path="einddatum",
            values={"Ingangsdatum": str(besluit.zorg.ingangsdatum), "Einddatum": str(besluit.zorg.einddatum or "")},
            bron=product.bron,
        )
