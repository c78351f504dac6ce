"""Which rules read the whole text of an element and which the first part of it: one message cut for each."""

import pytest

from gateway.messages.common import Geboortedatum, Product
from gateway.messages.kinds.verzoek import OngewijzigdProduct
from gateway.rules.engine import cards
from tests.rules.judged import edited, finds, the_only
from tests.support.messages.claims import client, credit, prestatie, total, wmo323
from tests.support.messages.messages import contact, relatie, start_product, stop_product, wmo301, wmo305, wmo307
from tests.support.messages.requests import (
    aangevraagd_product,
    nieuw_product,
    te_wijzigen_product,
    wmo315,
    wmo317,
)

WHOLE = {"TR002", "CS139", "TR358", "CS339", "TR335", "TR302", "TR386", "TR410", "TR101", "CS325", "CS335"}
CUTS = ["<!-- x -->", "<?x y?>", "<!----><?x?><!---->"]


def cut(text: str, by: str, at: int = 1) -> str:
    return f">{text[:at]}{by}{text[at:]}<"


def test_the_cards_name_the_rules_that_read_whole_texts():
    assert {card.code for card in cards() if card.whole_text} == WHOLE
    reads = {card.code: card.reads for card in cards()}
    assert all(("eerste tekst" in reads[card.code]) is (card.level == 2 and not card.whole_text) for card in cards())


@pytest.mark.parametrize("by", CUTS)
@pytest.mark.parametrize(("datum", "gebruik"), [("1950-06-01", "1"), ("1950-01-01", "2"), ("1900-01-01", "3")])
def test_cs139_passes_a_date_that_is_cut(datum, gebruik, by):
    born = wmo305(geboortedatum=Geboortedatum(datum=datum, datum_gebruik=gebruik))
    for at in (0, 5, 8):
        assert finds("CS139", edited(born, {f">{datum}<": cut(datum, by, at)})) == []


@pytest.mark.parametrize("by", CUTS)
def test_cs325_fails_a_nothing_that_is_cut(by):
    message = wmo323(total=total("0000", "C"))
    assert the_only("CS325", edited(message, {">0000<": cut("0000", by)}))
    assert finds("CS325", edited(wmo323(total=total("05", "C")), {">05<": cut("05", by)})) == []


@pytest.mark.parametrize("by", CUTS)
def test_cs335_compares_dates_whole(by):
    other = wmo301(reden_wijziging="13", einddatum="2024-01-02")
    assert the_only("CS335", edited(other, {">2024-01-02<": cut("2024-01-02", by, 5)}))
    same = wmo301(reden_wijziging="13", einddatum="2024-01-01")
    assert finds("CS335", edited(same, {"2024-01-01</wmo301:Eind": f"2024-01-{by}01</wmo301:Eind"})) == []


@pytest.mark.parametrize("by", CUTS)
@pytest.mark.parametrize("value", ["02A03", "2024-05-01", "2024-05-31"])
def test_tr410_compares_whole(value, by):
    twice = nieuw_product(
        product=Product(categorie="02", code="02A03"), gewenste_ingangsdatum="2024-05-01", einddatum="2024-05-31"
    )
    message = wmo317(nieuwe_producten=(twice, twice))
    assert the_only("TR410", edited(message, {f">{value}<": cut(value, by, 3)}))


@pytest.mark.parametrize("by", CUTS)
@pytest.mark.parametrize("value", ["02A03", "2024-05-01", "2024-05-31"])
def test_tr386_compares_whole(value, by):
    both = {
        "product": Product(categorie="02", code="02A03"),
        "toewijzing_ingangsdatum": "2024-05-01",
        "toewijzing_einddatum": "2024-05-31",
    }
    products = (aangevraagd_product(referentie_aanbieder="A1", **both), aangevraagd_product(**both))
    message = wmo315(aangevraagde_producten=products)
    assert the_only("TR386", edited(message, {f">{value}<": cut(value, by, 3)}))


PRODUCT = Product(categorie="02", code="02A03")
KEYS = {
    "contact": (wmo301(contactgegevens=(contact(soort="01"), contact(soort="01"))), ["01"]),
    "relation": (wmo301(relaties=(relatie(nummer="N77"), relatie(nummer="N77"))), ["N77"]),
    "start": (wmo305(start_producten=(start_product(toewijzing_nummer="778"),) * 2), ["778"]),
    "stop": (wmo307(stop_producten=(stop_product(toewijzing_nummer="778"),) * 2), ["778"]),
    "asked": (wmo315(aangevraagde_producten=(aangevraagd_product(referentie_aanbieder="R77"),) * 2), ["R77"]),
    "kept": (wmo317(ongewijzigde_producten=(OngewijzigdProduct(toewijzing_nummer="778"),) * 2), ["778"]),
    "changed": (wmo317(te_wijzigen_producten=(te_wijzigen_product(toewijzing_nummer="778"),) * 2), ["778"]),
    "new": (
        wmo317(nieuwe_producten=(nieuw_product(product=PRODUCT, gewenste_ingangsdatum="2024-05-01"),) * 2),
        ["02A03", "2024-05-01"],
    ),
    "client": (wmo323(clienten=(client(prestatie("P1")), client(prestatie("P2")))), ["999900006"]),
    "claimed": (wmo323(prestaties=(credit("P77", "Q77"), credit("P77", "Q77"))), ["P77", "Q77"]),
}


@pytest.mark.parametrize("by", CUTS)
@pytest.mark.parametrize("kind", KEYS)
def test_tr101_compares_keys_whole(kind, by):
    message, parts = KEYS[kind]
    assert the_only("TR101", message)
    for part in parts:
        text = edited(message, {f">{part}<": f">{part}<"}).decode()
        first = text.index(f">{part}<")
        one_cut = text[:first] + cut(part, by) + text[first + len(part) + 2 :]
        assert the_only("TR101", one_cut.encode())


@pytest.mark.parametrize("by", CUTS)
def test_tr101_passes_keys_that_only_begin_alike(by):
    products = (aangevraagd_product(referentie_aanbieder="R77"), aangevraagd_product(referentie_aanbieder="R78"))
    message = wmo315(aangevraagde_producten=products)
    assert finds("TR101", edited(message, {">R77<": cut("R77", by, 2), ">R78<": cut("R78", by, 2)})) == []
