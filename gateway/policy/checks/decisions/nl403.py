"""NL-403: extra work is a whole number of months, at most what the policy allows."""

from collections.abc import Iterator

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import product_van
from gateway.policy.care.duration import duur, langer_dan, niet_in_hele_maanden
from gateway.policy.care.months import laatste_dag
from gateway.policy.care_file import Besluit, Dossier
from gateway.policy.model import Beleid, Soort
from gateway.policy.words import in_maanden, noem, zin

kaart = Kaart(
    code="NL-403",
    onderwerp="meerwerk",
    statement=("Meerwerk duurt een heel aantal maanden, niet meer dan het beleid toestaat (1B: 1 tot en met 4)."),
    remedy="Kies als Einddatum een van de genoemde dagen.",
    note=(
        "Maanden tellen als bij NL-302, ook wat verkorten na een stop of om een reden buiten de duur betreft. "
        "Verkorten tot een lengte die nog te lang is, mag."
    ),
)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection when the decided length of the extra work is no whole number of months, or too many."""
    zorg, product = besluit.zorg, product_van(besluit.zorg, beleid)
    if product is None or product.soort is not Soort.MEERWERK:
        return
    fout = niet_in_hele_maanden(besluit, product)
    hoogstens = product.hoogstens
    if fout is None and zorg.einddatum is not None and hoogstens is not None and langer_dan(besluit, hoogstens):
        fout = (
            f"{zin(noem(zorg))} duurt {duur(zorg)}; het meeste is {in_maanden(hoogstens)}, dus t/m "
            f"{laatste_dag(zorg.ingangsdatum, hoogstens)}."
        )
    if fout is not None:
        yield Bezwaar(
            text=fout,
            path="einddatum",
            values={"Ingangsdatum": str(zorg.ingangsdatum), "Einddatum": str(zorg.einddatum or "")},
            bron=product.bron,
        )
