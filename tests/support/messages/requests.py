"""Requests and the answer to them for tests, to change at will: WMO315, 317 and 319. See berichten.py."""

from dataclasses import replace
from typing import Any

from gateway.messages.common import Omvang, Product
from gateway.messages.kinds.antwoord import Antwoord, Wmo319
from gateway.messages.kinds.verzoek import (
    AangevraagdProduct,
    AanvraagClient,
    NieuwProduct,
    OngewijzigdProduct,
    TeWijzigenProduct,
    Verwijzer,
    Verzoek,
    WijzigingClient,
    Wmo315,
    Wmo317,
)
from tests.support.messages.messages import BORN, BSN, MUNICIPALITY, PROVIDER, SHORT_NAME, header, split

OMVANG = Omvang(volume="120", eenheid="01", frequentie="2")


def aangevraagd_product(**changes: Any) -> AangevraagdProduct:
    product = AangevraagdProduct(
        referentie_aanbieder="A1",
        product=Product(categorie="02", code="02A02"),
        toewijzing_ingangsdatum="2024-04-01",
        toewijzing_einddatum="2024-12-31",
        omvang=OMVANG,
        verwijzer=Verwijzer(type="02", naam="Huisarts De Proef"),
    )
    return replace(product, **changes)


def te_wijzigen_product(**changes: Any) -> TeWijzigenProduct:
    product = TeWijzigenProduct(
        toewijzing_nummer="1", gewenste_ingangsdatum="2024-04-01", einddatum="2024-12-31", omvang=OMVANG
    )
    return replace(product, **changes)


def nieuw_product(**changes: Any) -> NieuwProduct:
    product = NieuwProduct(
        product=Product(categorie="02", code="02A03"),
        gewenste_ingangsdatum="2024-04-01",
        einddatum="2024-12-31",
        omvang=OMVANG,
    )
    return replace(product, **changes)


def unchanged(*nummers: str) -> tuple[OngewijzigdProduct, ...]:
    """Return assignments that stay as they are, by their numbers."""
    return tuple(OngewijzigdProduct(toewijzing_nummer=nummer) for nummer in nummers)


def wmo315(**changes: Any) -> Wmo315:
    """Return a WMO315 that asks one product; a change goes to that product, the client or the header, first come."""
    product, changes = split(aangevraagd_product(), changes)
    client, changes = split(
        AanvraagClient(bsn=BSN, geboortedatum=BORN, geslacht="1", naam=SHORT_NAME, aangevraagde_producten=(product,)),
        changes,
    )
    return Wmo315(header=header("WMO315", PROVIDER, MUNICIPALITY, changes), client=client)


def wmo317(**changes: Any) -> Wmo317:
    """Build a WMO317 that keeps, changes, adds a product; a change goes to the Verzoek, the client or the header."""
    verzoek, changes = split(
        Verzoek(
            referentie_aanbieder="W1",
            reden_verzoek="1",
            ongewijzigde_producten=unchanged("2"),
            te_wijzigen_producten=(te_wijzigen_product(),),
            nieuwe_producten=(nieuw_product(),),
        ),
        changes,
    )
    client, changes = split(WijzigingClient(bsn=BSN, verzoek=verzoek), changes)
    return Wmo317(header=header("WMO317", PROVIDER, MUNICIPALITY, changes), client=client)


def wmo319(**changes: Any) -> Wmo319:
    """Return a WMO319 that refuses a request; a change goes to the Antwoord or the header, first come."""
    antwoord, changes = split(
        Antwoord(referentie_aanbieder="A1", verzoek_antwoord="1", reden_afwijzing_verzoek="3"), changes
    )
    return Wmo319(header=header("WMO319", MUNICIPALITY, PROVIDER, changes), antwoord=antwoord)
