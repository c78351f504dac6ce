"""Messages for tests, to change at will. Every BSN is fictitious. Generated ones: tests/support/messages/strategies.py.
The 315, 317 and 319: tests/support/messages/requests.py. The 323 and 325: tests/support/messages/claims.py.

wmo305()                                        one start, all in order
wmo305(begindatum="2024-02-01", bsn=BSN_2)      a field of whichever class has it
wmo305(start_producten=(start_product(), start_product(toewijzing_nummer="2")))
xml(wmo305())                                   its bytes, checked against the schema
as_read(wmo305())                               as it comes out of the reader: with elements, paths and lines
"""

from dataclasses import fields, replace
from datetime import date
from typing import Any

from gateway.messages.common import (
    Achternaam,
    Adres,
    BerichtIdentificatie,
    Geboortedatum,
    Header,
    Huis,
    Omvang,
    Product,
    VerkorteNaam,
    VolledigeNaam,
    fixed,
)
from gateway.messages.kinds.start import StartClient, StartProduct, Wmo305
from gateway.messages.kinds.stop import StopClient, StopProduct, Wmo307
from gateway.messages.kinds.toewijzing import (
    Contact,
    Relatie,
    ToegewezenProduct,
    ToewijzingClient,
    Wmo301,
)
from gateway.messages.read import read
from gateway.messages.registry import REGISTRY, Message
from gateway.messages.write import serialise, write
from gateway.standard.xml.parse import parse
from gateway.standard.xsd.schemas import Schemas, schemas_of

BSN = "999900006"
BSN_2 = "999900018"
MUNICIPALITY = "1507"
PROVIDER = "99990001"
DAGTEKENING = date(2024, 3, 1)


def schemas() -> Schemas:
    """Return the schemas of the repository, loaded once."""
    return schemas_of(None)


def xml(message: Message) -> bytes:
    """Return the message as it would leave."""
    return write(message, schemas())


def unchecked_xml(message: Message) -> bytes:
    """Return the message as XML, whatever its schema says."""
    return serialise(message)


def as_read(message: Message) -> Any:
    """Return the message as its receiver reads it."""
    return read(parse(xml(message)))


def start_product(**changes: Any) -> StartProduct:
    start = StartProduct(
        toewijzing_nummer="1",
        product=Product(categorie="02", code="02A02"),
        toewijzing_ingangsdatum="2024-01-01",
        begindatum="2024-02-01",
        status_aanlevering="1",
    )
    return replace(start, **changes)


def stop_product(**changes: Any) -> StopProduct:
    stop = StopProduct(
        toewijzing_nummer="1",
        product=Product(categorie="02", code="02A02"),
        toewijzing_ingangsdatum="2024-01-01",
        begindatum="2024-02-01",
        reden_beeindiging="31",
        einddatum="2024-02-28",
        status_aanlevering="1",
    )
    return replace(stop, **changes)


def toegewezen_product(**changes: Any) -> ToegewezenProduct:
    product = ToegewezenProduct(
        toewijzing_nummer="1",
        product=Product(categorie="02", code="02A02"),
        toewijzingsdatum="2024-03-01",
        toewijzingstijd="09:30:00",
        ingangsdatum="2024-01-01",
        einddatum="2024-12-31",
        omvang=Omvang(volume="120", eenheid="01", frequentie="2"),
    )
    return replace(product, **changes)


def contact(**changes: Any) -> Contact:
    woonadres = Contact(
        soort="01",
        adres=Adres(
            huis=Huis(huisnummer="12"),
            postcode="5911AB",
            straatnaam="Markt",
            plaatsnaam="Venlo",
            land_code="NL",
        ),
    )
    return replace(woonadres, **changes)


def relatie(**changes: Any) -> Relatie:
    partner = Relatie(nummer="1", volgorde="1", soort="14", naam=FULL_NAME, contact=contact())
    return replace(partner, **changes)


BORN = Geboortedatum(datum="1950-06-15")
FULL_NAME = VolledigeNaam(geslachtsnaam=Achternaam(achternaam="Proefpersoon"), voornamen="Jo", naam_gebruik="1")
SHORT_NAME = VerkorteNaam(geslachtsnaam=Achternaam(achternaam="Proefpersoon"), voornamen="Jo")


def wmo301(**changes: Any) -> Wmo301:
    """Return a WMO301 with one assignment; a change goes to the assignment, the client or the header, first come."""
    product, changes = split(toegewezen_product(), changes)
    client, changes = split(
        ToewijzingClient(
            bsn=BSN,
            geboortedatum=BORN,
            geslacht="1",
            naam=FULL_NAME,
            contactgegevens=(contact(),),
            toegewezen_producten=(product,),
        ),
        changes,
    )
    return Wmo301(header=header("WMO301", MUNICIPALITY, PROVIDER, changes), client=client)


def wmo305(**changes: Any) -> Wmo305:
    """Return a WMO305 with one start; a change goes to the start, the client or the header, first come."""
    product, changes = split(start_product(), changes)
    client, changes = split(
        StartClient(bsn=BSN, geboortedatum=BORN, geslacht="1", naam=SHORT_NAME, start_producten=(product,)),
        changes,
    )
    return Wmo305(header=header("WMO305", PROVIDER, MUNICIPALITY, changes), client=client)


def wmo307(**changes: Any) -> Wmo307:
    """Return a WMO307 with one stop; a change goes to the stop, the client or the header, first come."""
    product, changes = split(stop_product(), changes)
    client, changes = split(
        StopClient(bsn=BSN, geboortedatum=BORN, geslacht="1", naam=SHORT_NAME, stop_producten=(product,)),
        changes,
    )
    return Wmo307(header=header("WMO307", PROVIDER, MUNICIPALITY, changes), client=client)


def header(
    soort: str, afzender: str, ontvanger: str, changes: dict[str, Any], header_class: Any = Header, **own: Any
) -> Any:
    """Return the header of a message of this type, with the changes, all of which it must have a field for."""
    identificatie, changes = split(
        BerichtIdentificatie(identificatie="BERICHT1", dagtekening=DAGTEKENING.isoformat()), changes
    )
    header_made = header_class(
        **fixed(REGISTRY[soort].soort),
        afzender=afzender,
        ontvanger=ontvanger,
        bericht_identificatie=identificatie,
        **own,
    )
    header_made, changes = split(header_made, changes)
    assert not changes, f"a {soort} has no {', '.join(changes)}"
    return header_made


def split(node: Any, changes: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """Return the class with the changes that it has a field for, and the other changes."""
    names = {field.name for field in fields(node)}
    own = {name: value for name, value in changes.items() if name in names}
    return replace(node, **own), {k: v for k, v in changes.items() if k not in names}
