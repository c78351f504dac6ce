"""NL-401: extra work belongs to a traject that really started, and goes on where that ends."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care.base_traject import basis_van, meerwerk_aangevraagd, volgt_direct
from gateway.policy.care_file import Besluit, Dossier, Zorg
from gateway.policy.model import Beleid
from gateway.policy.words import noem, zin

kaart = Kaart(
    code="NL-401",
    onderwerp="meerwerk",
    statement=("Meerwerk hoort bij een traject van het basisproduct dat echt is gestart, en volgt er zonder gat op."),
    remedy=(
        "Wacht tot de aanbieder de start van het traject heeft gemeld, laat het meerwerk op het traject aansluiten, "
        "of ken iets anders toe: een nieuw traject, of langdurige zorg."
    ),
    note=(
        "Het traject is het laatste van de cliënt dat op de Ingangsdatum van het meerwerk begonnen was, bij welke "
        "aanbieder ook. Echt gestart is het als een start (WMO305) op of voor de beslisdag staat. Op de beslisdag "
        "mag het al geëindigd zijn: dan is het besluit er alleen later. Overlappen mogen ze niet, dat zegt NL-206."
    ),
)


_EEN_DAG: Final = timedelta(days=1)


def check(besluit: Besluit, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield an objection when the extra work has no base traject, or one that never started or ended before."""
    regel = meerwerk_aangevraagd(besluit, beleid)
    if regel is None:
        return
    basis = basis_van(besluit.zorg, regel[0], dossier.zorg)
    fout = _fout(besluit.zorg, basis, besluit.beslisdag)
    if fout is not None:
        yield Bezwaar(
            text=f"{zin(noem(besluit.zorg))} hoort bij een gestart traject {regel[0]}, maar {fout}.",
            path="product/code",
            values={"Code": besluit.zorg.code or "", "Basis": regel[0]},
            betreft=() if basis is None or basis.nummer is None else (basis.nummer,),
            bron=regel[1].bron,
        )


def _fout(meerwerk: Zorg, basis: Zorg | None, beslisdag: date) -> str | None:
    if basis is None:
        return "de cliënt heeft er op de Ingangsdatum geen"
    if basis.gestart_op is None:
        return f"van {noem(basis)} is geen start gemeld"
    if basis.gestart_op > beslisdag:
        return f"{noem(basis)} start pas op {basis.gestart_op}, na de beslisdag {beslisdag}"
    if volgt_direct(meerwerk, basis):
        return None
    eind = basis.laatste_dag
    return (
        f"{noem(basis)} eindigt op {eind} en het meerwerk sluit er niet op aan: het kan beginnen op {eind + _EEN_DAG}"
    )
