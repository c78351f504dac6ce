"""Care is told as people read it, whatever of it is missing."""

from dataclasses import replace

from gateway.console.view.care import days_of, full_name, product_of, volume_of
from gateway.messages.common import Achternaam, Omvang, Product, VerkorteNaam
from gateway.messages.kinds.toewijzing import ToegewezenProduct

ASSIGNED = ToegewezenProduct(
    toewijzing_nummer="1",
    product=Product(categorie="02", code="02A02"),
    toewijzingsdatum="2024-01-01",
    toewijzingstijd="10:00:00",
    ingangsdatum="2024-01-01",
    einddatum="2024-12-31",
    omvang=Omvang(volume="120", eenheid="01", frequentie="2"),
)


def test_what_was_assigned() -> None:
    assert product_of(ASSIGNED) == "02A02"
    assert days_of(ASSIGNED) == "1 januari 2024 tot en met 31 december 2024"
    assert volume_of(ASSIGNED) == "120 × minuut, per week"
    bare = replace(ASSIGNED, product=Product(categorie="02"), omvang=None, einddatum=None, ingangsdatum=" 2024-01-01")
    assert (product_of(bare), volume_of(bare)) == ("categorie 02", None)
    assert days_of(bare) == " 2024-01-01 zonder einddatum"
    assert product_of(replace(bare, product=None)) == "zonder product"


def test_a_name_is_of_what_there_is() -> None:
    surname = Achternaam(achternaam="Berg", voorvoegsel="van den")
    assert full_name(VerkorteNaam(geslachtsnaam=surname, voornamen="Jo", voorletters="J")) == "Jo van den Berg"
    assert full_name(VerkorteNaam(geslachtsnaam=Achternaam(achternaam="Berg"), voorletters="J")) == "J Berg"
