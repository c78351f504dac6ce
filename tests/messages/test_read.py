"""Reading: what stands in the XML is what the message holds, to the letter."""

import pytest
from hypothesis import given
from lxml import etree

from gateway.messages.common import Adres, whole
from gateway.messages.place import line
from gateway.messages.read import ReadError, read
from gateway.messages.registry import Message
from gateway.messages.start import Wmo305
from gateway.standard.xml.parse import parse
from tests.support.messages.messages import (
    contact,
    gelezen,
    schemas,
    start_product,
    wmo301,
    wmo305,
    xml,
    xml_ongetoetst,
)
from tests.support.messages.strategies import alle_berichten


def _met(oud: str, nieuw: str) -> Wmo305:
    """Return the plain WMO305 as read after replacing one piece of its XML; the result passes its schema."""
    data = xml(wmo305())
    assert oud.encode() in data
    document = parse(data.replace(oud.encode(), nieuw.encode()))
    assert schemas().valid(document), schemas().findings(document)
    bericht = read(document)
    assert isinstance(bericht, Wmo305)
    return bericht


@given(alle_berichten)
def test_what_was_written_is_read(bericht: Message) -> None:
    assert gelezen(bericht) == bericht


@pytest.mark.parametrize("tekst", [" 2024-02-01", "2024-02-01\n", "\t2024-02-01 ", "12024-01-01", "-0044-03-15"])
def test_a_date_is_the_text_that_stands_there(tekst: str) -> None:
    bericht = _met("<wmo305:Begindatum>2024-02-01<", f"<wmo305:Begindatum>{tekst}<")
    assert bericht.client.start_producten[0].begindatum == tekst


@pytest.mark.parametrize("tekst", ["+1", "0001", " 1 ", "-0"])
def test_a_number_is_the_text_that_stands_there(tekst: str) -> None:
    bericht = _met("<wmo305:ToewijzingNummer>1<", f"<wmo305:ToewijzingNummer>{tekst}<")
    assert bericht.client.start_producten[0].toewijzing_nummer == tekst


@pytest.mark.parametrize(
    ("xml_tekst", "waarde"),
    [
        ("Proef<!-- x -->persoon", "Proef"),
        ("Proef<?x y?>persoon", "Proef"),
        ("<!-- x -->Proefpersoon", "Proefpersoon"),
        ("<!-- x --><?x y?>Proef<!-- z -->persoon", "Proef"),
        ("  <!-- x -->Proefpersoon", "  "),
        ("<![CDATA[Jan & Jo]]>", "Jan & Jo"),
        ("Jan <![CDATA[&]]> Jo", "Jan & Jo"),
        ("Jan &amp; Jo&#13;", "Jan & Jo\r"),
    ],
)
def test_the_first_text_of_an_element_is_its_value(xml_tekst: str, waarde: str) -> None:
    data = xml(wmo305()).replace(b"Proefpersoon", xml_tekst.encode())
    bericht = read(parse(data))
    assert isinstance(bericht, Wmo305)
    assert bericht.client.naam.geslachtsnaam.achternaam == waarde


def test_without_comments_the_whole_text_is_read() -> None:
    document = parse(xml(wmo305()).replace(b"Proefpersoon", b"Proef<!-- x -->persoon"))
    bericht = read(document.without_comments())
    assert isinstance(bericht, Wmo305)
    assert bericht.client.naam.geslachtsnaam.achternaam == "Proefpersoon"


def test_comments_and_instructions_between_elements_are_passed_over() -> None:
    data = xml(wmo305(start_producten=(start_product(), start_product(begindatum="2024-03-01"))))
    druk = data.replace(b"<wmo305:", b"<!-- a --><wmo305:").replace(b"</", b"<?b c?></")
    kaal = druk[druk.index(b"<wmo305:Bericht") :]
    gekozen = read(parse(kaal))
    assert gekozen == read(parse(data))


def test_an_empty_element_is_not_an_absent_one() -> None:
    data = xml(wmo305()).replace(b"<iwmo:Voornamen>Jo</iwmo:Voornamen>", b"<iwmo:Voornamen/>")
    leeg = read(parse(data))
    weg = read(parse(data.replace(b"<iwmo:Voornamen/>", b"")))
    assert isinstance(leeg, Wmo305)
    assert isinstance(weg, Wmo305)
    assert leeg.client.naam.voornamen == ""
    assert weg.client.naam.voornamen is None


def test_an_empty_class_is_not_an_absent_one() -> None:
    bericht = wmo301(contactgegevens=(contact(adres=Adres()),))
    assert gelezen(bericht).client.contactgegevens[0].adres is not None
    assert b"<wmo301:Adres></wmo301:Adres>" in xml(bericht)


def test_prefixes_are_the_senders_own() -> None:
    data = xml(wmo305()).replace(b"wmo305:", b"").replace(b":wmo305=", b"=").replace(b"iwmo", b"basis")
    data = data.replace(b"istandaarden.nl/basis", b"istandaarden.nl/iwmo")
    assert read(parse(data)) == wmo305()


def test_every_class_knows_its_element_and_its_path() -> None:
    bericht = gelezen(wmo305(start_producten=(start_product(), start_product(begindatum="2024-03-01"))))
    tweede = bericht.client.start_producten[1]
    assert etree.QName(tweede.element).localname == "StartProduct"
    assert tweede.path == "/Bericht/Client/StartProducten/StartProduct[2]"
    assert tweede.product.path == "/Bericht/Client/StartProducten/StartProduct[2]/Product"
    assert bericht.path == "/Bericht"


def test_where_a_class_was_read_plays_no_part_in_equality() -> None:
    bericht = gelezen(wmo305())
    assert bericht == wmo305()
    assert hash(bericht) == hash(wmo305())
    assert "bron" not in repr(bericht)


def test_a_missing_element_is_refused_with_its_place() -> None:
    data = xml(wmo305()).replace(b"<wmo305:Bsn>999900006</wmo305:Bsn>", b"")
    with pytest.raises(ReadError, match=r"^/Bericht/Client mist Bsn$"):
        read(parse(data))


def test_an_unknown_element_is_refused_with_its_place() -> None:
    data = xml(wmo305()).replace(b"<wmo305:Geslacht>", b"<wmo305:Schoenmaat/><wmo305:Geslacht>")
    with pytest.raises(ReadError, match=r"^/Bericht/Client heeft een onbekend element Schoenmaat$"):
        read(parse(data))


def test_a_retour_code_after_a_comment_is_read() -> None:
    data = xml_ongetoetst(wmo305(retour_codes=("0200",))).replace(b">0200<", b"><!-- x -->0200<")
    bericht = read(parse(data))
    assert isinstance(bericht, Wmo305)
    assert bericht.client.start_producten[0].retour_codes == ("0200",)


@pytest.mark.parametrize("cut", ["<!-- x -->", "<?x y?>", "<!-- a --><?b?><!-- c -->"])
def test_both_the_first_and_the_whole_text_of_a_cut_value_are_kept(cut: str) -> None:
    data = xml(wmo305()).replace(b">1950-06-15<", f">1950-{cut}06-15<".encode())
    assert cut.encode() in data
    bericht = read(parse(data))
    assert isinstance(bericht, Wmo305)
    geboren = bericht.client.geboortedatum
    assert geboren.datum == "1950-"
    assert whole(geboren).datum == "1950-06-15"
    assert whole(geboren).path == geboren.path
    assert whole(bericht.client) is bericht.client


def test_a_comment_that_cuts_nothing_leaves_no_second_text() -> None:
    data = (
        xml(wmo305())
        .replace(b">1950-06-15<", b"><!-- x -->1950-06-15<?y?><")
        .replace(b"<wmo305:Bsn>", b"<!-- z --><wmo305:Bsn>")
    )
    bericht = read(parse(data))
    assert isinstance(bericht, Wmo305)
    assert bericht.client.geboortedatum.datum == "1950-06-15"
    assert bericht.client.geboortedatum.uncut is None
    assert bericht.client.uncut is None


def test_cdata_and_references_join_the_text_around_them() -> None:
    data = xml(wmo305()).replace(b">1950-06-15<", b">19<![CDATA[50]]>&#45;06-1&#x35;<")
    bericht = read(parse(data))
    assert isinstance(bericht, Wmo305)
    assert bericht.client.geboortedatum.datum == "1950-06-15"
    assert bericht.client.geboortedatum.uncut is None


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_b14_a_class_far_down_knows_its_line(line_end: bytes) -> None:
    lines = xml(wmo305()).replace(b"\r\n", b"\n").replace(b"?>", b"?>" + b"\n" * 70_000, 1).split(b"\n")
    bericht = read(parse(line_end.join(lines)))
    assert isinstance(bericht, Wmo305)
    product = bericht.client.start_producten[0]
    assert lines[line(product) - 1].strip() == b"<wmo305:StartProduct>"
    assert lines[line(product, "Begindatum") - 1].strip().startswith(b"<wmo305:Begindatum>")
    assert (
        lines[line(bericht.header, "BerichtIdentificatie", "Dagtekening") - 1].strip().startswith(b"<iwmo:Dagtekening>")
    )
