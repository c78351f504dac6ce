"""A WMO305 or WMO307 composed of the WMO301 that assigned the care: same parties, client, number and product."""

from datetime import date
from typing import Final, Literal

from gateway.messages.common import BerichtIdentificatie, Header, Product, VerkorteNaam, VolledigeNaam, fixed
from gateway.messages.kinds.start import StartClient, StartProduct, Wmo305
from gateway.messages.kinds.stop import StopClient, StopProduct, Wmo307
from gateway.messages.kinds.toewijzing import ToegewezenProduct, Wmo301
from gateway.standard.lexical import as_int
from gateway.standard.releases import MessageKind

ReportKind = Literal["WMO305", "WMO307"]
FIRST_DELIVERY: Final = "1"
"""StatusAanlevering of what was not delivered before."""
REMOVAL: Final = "3"
"""StatusAanlevering of what was delivered before, and counts as never sent from then on."""


def assigned_in(message: Wmo301, nummer: int) -> ToegewezenProduct | None:
    """Return the assignment with this number; None when the message has none."""
    products = message.client.toegewezen_producten
    return next((each for each in products if as_int(each.toewijzing_nummer) == nummer), None)


def start_message(
    message: Wmo301,
    assigned: ToegewezenProduct,
    reference: BerichtIdentificatie,
    begindatum: date,
    status: str = FIRST_DELIVERY,
) -> Wmo305:
    """Return the WMO305 by which the provider reports that the assigned care began on that day, or takes that back."""
    client = message.client
    started = StartProduct(
        toewijzing_nummer=assigned.toewijzing_nummer,
        product=assigned.product,
        toewijzing_ingangsdatum=assigned.ingangsdatum,
        begindatum=begindatum.isoformat(),
        status_aanlevering=status,
    )
    return Wmo305(
        header=_header(Wmo305.soort, message, reference),
        client=StartClient(
            bsn=client.bsn,
            geboortedatum=client.geboortedatum,
            geslacht=client.geslacht,
            naam=_short(client.naam),
            start_producten=(started,),
        ),
    )


def stop_message(
    message: Wmo301,
    assigned: ToegewezenProduct,
    reference: BerichtIdentificatie,
    started: tuple[Product | None, date],
    reden: str,
    einddatum: date,
    status: str = FIRST_DELIVERY,
) -> Wmo307:
    """Return the WMO307 by which the provider reports that the care ended, or takes that back.

    `einddatum`: its last day, inclusive. `started`: the product and Begindatum of the start that is stopped. `reden`:
    RedenBeeindiging.
    """
    client = message.client
    product, begindatum = started
    stopped = StopProduct(
        toewijzing_nummer=assigned.toewijzing_nummer,
        product=product,
        toewijzing_ingangsdatum=assigned.ingangsdatum,
        begindatum=begindatum.isoformat(),
        reden_beeindiging=reden,
        einddatum=einddatum.isoformat(),
        status_aanlevering=status,
    )
    return Wmo307(
        header=_header(Wmo307.soort, message, reference),
        client=StopClient(
            bsn=client.bsn,
            geboortedatum=client.geboortedatum,
            geslacht=client.geslacht,
            naam=_short(client.naam),
            stop_producten=(stopped,),
        ),
    )


def _header(kind: MessageKind, message: Wmo301, reference: BerichtIdentificatie) -> Header:
    """Return the header of an answer in content: from the receiver of the WMO301 to its sender."""
    return Header(
        afzender=message.header.ontvanger,
        ontvanger=message.header.afzender,
        bericht_identificatie=reference,
        **fixed(kind),
    )


def _short(name: VolledigeNaam) -> VerkorteNaam:
    """Return the name without partner name and NaamGebruik, which a start or stop has no place for."""
    return VerkorteNaam(geslachtsnaam=name.geslachtsnaam, voornamen=name.voornamen, voorletters=name.voorletters)
