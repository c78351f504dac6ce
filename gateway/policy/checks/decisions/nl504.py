"""NL-504: a product that usually has a last day has one."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import product_van
from gateway.policy.care.duration import einde_gemist
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid, Einddatum
from gateway.policy.words import noem, zin

kaart = Kaart(
    code="NL-504",
    onderwerp="einddatum",
    statement="Een toewijzing van een product dat gewoonlijk een Einddatum heeft, heeft er een.",
    remedy="Vul de Einddatum in die de consulent heeft bepaald, of laat de toewijzing bewust open.",
    note=(
        "Is de Einddatum verplicht of heeft het product een grootste lengte, dan zeggen NL-503 en NL-501 het. Wat "
        "al zonder Einddatum liep, wordt bij een wijziging niet opnieuw gemeld."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection when the usual last day is missed and no stronger check says so."""
    zorg, was, product = besluit.zorg, besluit.was, product_van(besluit.zorg, beleid)
    if product is None or product.einddatum is not Einddatum.GEBRUIKELIJK or product.hoogstens is not None:
        return
    al_open = was is not None and was.einddatum is None
    if zorg.einddatum is None and not al_open and not einde_gemist(zorg, product):
        yield Bezwaar(
            text=f"{zin(noem(zorg))} heeft geen Einddatum; bij {product.code} ({product.naam}) is die gebruikelijk.",
            path="einddatum",
            values={"Code": product.code, "Einddatum": ""},
            bron=product.bron,
        )
