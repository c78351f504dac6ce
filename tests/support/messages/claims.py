"""Claims and the answer to them for tests, to change at will: WMO323 and 325. See berichten.py.

wmo323(prestaties=(prestatie(), prestatie("P2", bedrag="700")))     one client; the total follows the Prestaties
wmo323(clienten=(client(), client(bsn=BSN_2)), total="12000")      or is given
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from gateway.messages.common import BerichtIdentificatie, xsd_versie
from gateway.messages.kinds.declaratie import (
    BedragMetDC,
    Client,
    Declaratie,
    DeclaratieAntwoord,
    DeclaratieAntwoordHeader,
    GeslotenPeriode,
    Prestatie,
    Referentie,
    TotaalBedragMetDC,
    Wmo323,
    Wmo325,
)
from tests.support.messages.messages import BSN, MUNICIPALITY, PROVIDER, header, split

FEBRUARY = ("2024-02-01", "2024-02-29")


def periode(begin: str = FEBRUARY[0], end: str = FEBRUARY[1]) -> GeslotenPeriode:
    return GeslotenPeriode(begindatum=begin, einddatum=end)


def prestatie(
    nummer: str = "P1", former: str | None = None, *, bedrag: str = "6000", dc: str = "D", **changes: Any
) -> Prestatie:
    """Return two hours of February, claimed under this number; `former` and dc="C" make a credit of it."""
    given = Prestatie(
        product_referentie=Referentie(referentie_nummer=nummer, vorig_referentie_nummer=former),
        toewijzing_nummer="1",
        product_categorie="02",
        product_code="02A02",
        product_periode=periode(),
        geleverd_volume="120",
        eenheid="01",
        product_tarief="50",
        ingediend_bedrag=BedragMetDC(bedrag=bedrag, debet_credit=dc),
    )
    return replace(given, **changes)


def credit(nummer: str = "P2", former: str = "P0", **changes: Any) -> Prestatie:
    return prestatie(nummer, former, dc="C", **changes)


def client(*prestaties: Prestatie, bsn: str = BSN) -> Client:
    """Return a client with these Prestaties, or else one."""
    return Client(bsn=bsn, prestaties=prestaties or (prestatie(),))


def total(bedrag: str, dc: str = "D") -> TotaalBedragMetDC:
    return TotaalBedragMetDC(totaal_bedrag=bedrag, debet_credit=dc)


def sum_of(clienten: Iterable[Client]) -> TotaalBedragMetDC:
    """Return the total of the Prestaties, debit minus credit."""
    amounts = (each.ingediend_bedrag for item in clienten for each in item.prestaties)
    saldo = sum(int(each.bedrag) * (1 if each.debet_credit == "D" else -1) for each in amounts)
    return total(str(abs(saldo)), "C" if saldo < 0 else "D")


def wmo323(**changes: Any) -> Wmo323:
    """Build a February WMO323 with one Prestatie; a change goes to that, the client, the Declaratie or the header."""
    given, changes = split(prestatie(bedrag=changes.pop("bedrag", "6000")), changes)
    item, changes = split(client(given), changes)
    clienten = changes.pop("clienten", (item,))
    declaratie, changes = split(
        Declaratie(
            declaratie_nummer="D1",
            declaratie_periode=periode(),
            declaratie_dagtekening="2024-03-01",
            totaal_ingediend_bedrag=changes.pop("total", None) or sum_of(clienten),
            clienten=clienten,
        ),
        changes,
    )
    return Wmo323(header=header("WMO323", PROVIDER, MUNICIPALITY, changes), declaratie=declaratie)


def decision_on(**changes: Any) -> DeclaratieAntwoord:
    """Return the decision that grants all of the claim."""
    granted = DeclaratieAntwoord(
        declaratie_nummer="D1",
        totaal_ingediend_bedrag=total("10000"),
        totaal_toegekend_bedrag=total("10000"),
        retour_codes=("0200",),
    )
    return replace(granted, **changes)


def client_rejected(*prestaties: Prestatie, bsn: str = BSN) -> Client:
    """Return a client of whom these Prestaties are rejected."""
    return Client(
        bsn=bsn,
        prestaties=tuple(replace(each, retour_codes=("9338",)) for each in prestaties),
        retour_codes=("0200",),
    )


def wmo325(**changes: Any) -> Wmo325:
    """Return a WMO325 that grants a claim in full; a change goes to the DeclaratieAntwoord or the header.

    `declaratie_antwoord=None` leaves it out.
    """
    given, changes = split(decision_on(), changes) if "declaratie_antwoord" not in changes else (None, changes)
    given = changes.pop("declaratie_antwoord", given)
    made = header(
        "WMO325",
        MUNICIPALITY,
        PROVIDER,
        changes,
        DeclaratieAntwoordHeader,
        declaratie_identificatie=BerichtIdentificatie(identificatie="CLAIM1", dagtekening="2024-03-01"),
        xsd_versie_declaratie=xsd_versie(Wmo323.soort),
        retour_codes=("0200",),
    )
    return Wmo325(header=made, declaratie_antwoord=given)
