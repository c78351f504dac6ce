"""A start and a stop composed of a WMO301 pass the schema and say what the WMO301 said."""

from datetime import date

import pytest

from gateway.messages.common import Achternaam, BerichtIdentificatie, Product, VerkorteNaam, VolledigeNaam
from gateway.messages.from_assignment import assigned_in, start_message, stop_message
from tests.support.messages.messages import as_read, toegewezen_product, wmo301

REFERENCE = BerichtIdentificatie(identificatie="VOORBEELD", dagtekening="2024-03-01")
MARRIED = VolledigeNaam(
    geslachtsnaam=Achternaam(achternaam="Proefpersoon", voorvoegsel="van de"),
    partnernaam=Achternaam(achternaam="Proef"),
    voorletters="J",
    naam_gebruik="3",
)


@pytest.mark.parametrize("product", [Product(categorie="02", code="02A02"), Product(categorie="02"), None])
def test_both_say_what_the_assignment_says(product):
    two = (toegewezen_product(toewijzing_nummer="0001"), toegewezen_product(toewijzing_nummer="0002", product=product))
    message = as_read(wmo301(toegewezen_producten=two, naam=MARRIED))
    assigned = assigned_in(message, 2)
    assert assigned is not None
    begun = as_read(start_message(message, assigned, REFERENCE, date(2024, 2, 1)))
    ended = as_read(stop_message(message, assigned, REFERENCE, (product, date(2024, 2, 1)), "19", date(2024, 2, 9)))
    for made, [reported] in ((begun, begun.client.start_producten), (ended, ended.client.stop_producten)):
        header = made.header
        assert (header.afzender, header.ontvanger) == (message.header.ontvanger, message.header.afzender)
        assert header.bericht_identificatie == REFERENCE
        assert (made.client.bsn, made.client.geboortedatum) == (message.client.bsn, message.client.geboortedatum)
        assert made.client.naam == VerkorteNaam(geslachtsnaam=MARRIED.geslachtsnaam, voorletters="J")
        assert (reported.toewijzing_nummer, reported.product) == ("0002", product)
        assert (reported.toewijzing_ingangsdatum, reported.begindatum) == (assigned.ingangsdatum, "2024-02-01")
        assert reported.status_aanlevering == "1"
    [stop] = ended.client.stop_producten
    assert (stop.reden_beeindiging, stop.einddatum) == ("19", "2024-02-09")


def test_a_number_is_a_number_however_it_is_written():
    message = wmo301(toewijzing_nummer="0101")
    assert assigned_in(message, 101) is message.client.toegewezen_producten[0]
    assert assigned_in(message, 102) is None
