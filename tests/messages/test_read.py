"""Reading: what stands in the XML is what the message holds, to the letter."""

import pytest
from hypothesis import given
from lxml import etree

from gateway.messages.common import Adres, whole
from gateway.messages.kinds.start import Wmo305
from gateway.messages.place import line
from gateway.messages.read import ReadError, read
from gateway.messages.registry import Message
from gateway.standard.xml.parse import parse
from tests.support.messages.messages import (
    as_read,
    contact,
    schemas,
    start_product,
    unchecked_xml,
    wmo301,
    wmo305,
    xml,
)
from tests.support.messages.strategies import all_messages


def _met(old: str, new: str) -> Wmo305:
    """Return the plain WMO305 as read after replacing one piece of its XML; the result passes its schema."""
    data = xml(wmo305())
    assert old.encode() in data
    document = parse(data.replace(old.encode(), new.encode()))
    assert schemas().valid(document), schemas().findings(document)
    message = read(document)
    assert isinstance(message, Wmo305)
    return message


@given(all_messages)
def test_what_was_written_is_read(message: Message) -> None:
    assert as_read(message) == message


@pytest.mark.parametrize("text", [" 2024-02-01", "2024-02-01\n", "\t2024-02-01 ", "12024-01-01", "-0044-03-15"])
def test_a_date_is_the_text_that_stands_there(text: str) -> None:
    message = _met("<wmo305:Begindatum>2024-02-01<", f"<wmo305:Begindatum>{text}<")
    assert message.client.start_producten[0].begindatum == text


@pytest.mark.parametrize("text", ["+1", "0001", " 1 ", "-0"])
def test_a_number_is_the_text_that_stands_there(text: str) -> None:
    message = _met("<wmo305:ToewijzingNummer>1<", f"<wmo305:ToewijzingNummer>{text}<")
    assert message.client.start_producten[0].toewijzing_nummer == text


@pytest.mark.parametrize(
    ("xml_text", "value"),
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
def test_the_first_text_of_an_element_is_its_value(xml_text: str, value: str) -> None:
    data = xml(wmo305()).replace(b"Proefpersoon", xml_text.encode())
    message = read(parse(data))
    assert isinstance(message, Wmo305)
    assert message.client.naam.geslachtsnaam.achternaam == value


def test_without_comments_the_whole_text_is_read() -> None:
    document = parse(xml(wmo305()).replace(b"Proefpersoon", b"Proef<!-- x -->persoon"))
    message = read(document.without_comments())
    assert isinstance(message, Wmo305)
    assert message.client.naam.geslachtsnaam.achternaam == "Proefpersoon"


def test_comments_and_instructions_between_elements_are_passed_over() -> None:
    data = xml(wmo305(start_producten=(start_product(), start_product(begindatum="2024-03-01"))))
    druk = data.replace(b"<wmo305:", b"<!-- a --><wmo305:").replace(b"</", b"<?b c?></")
    kaal = druk[druk.index(b"<wmo305:Bericht") :]
    chosen = read(parse(kaal))
    assert chosen == read(parse(data))


def test_an_empty_element_is_not_an_absent_one() -> None:
    data = xml(wmo305()).replace(b"<iwmo:Voornamen>Jo</iwmo:Voornamen>", b"<iwmo:Voornamen/>")
    empty = read(parse(data))
    gone = read(parse(data.replace(b"<iwmo:Voornamen/>", b"")))
    assert isinstance(empty, Wmo305)
    assert isinstance(gone, Wmo305)
    assert empty.client.naam.voornamen == ""
    assert gone.client.naam.voornamen is None


def test_an_empty_class_is_not_an_absent_one() -> None:
    message = wmo301(contactgegevens=(contact(adres=Adres()),))
    assert as_read(message).client.contactgegevens[0].adres is not None
    assert b"<wmo301:Adres></wmo301:Adres>" in xml(message)


def test_prefixes_are_the_senders_own() -> None:
    data = xml(wmo305()).replace(b"wmo305:", b"").replace(b":wmo305=", b"=").replace(b"iwmo", b"basis")
    data = data.replace(b"istandaarden.nl/basis", b"istandaarden.nl/iwmo")
    assert read(parse(data)) == wmo305()


def test_every_class_knows_its_element_and_its_path() -> None:
    message = as_read(wmo305(start_producten=(start_product(), start_product(begindatum="2024-03-01"))))
    second = message.client.start_producten[1]
    assert etree.QName(second.element).localname == "StartProduct"
    assert second.path == "/Bericht/Client/StartProducten/StartProduct[2]"
    assert second.product.path == "/Bericht/Client/StartProducten/StartProduct[2]/Product"
    assert message.path == "/Bericht"


def test_where_a_class_was_read_plays_no_part_in_equality() -> None:
    message = as_read(wmo305())
    assert message == wmo305()
    assert hash(message) == hash(wmo305())
    assert "bron" not in repr(message)


def test_a_missing_element_is_refused_with_its_place() -> None:
    data = xml(wmo305()).replace(b"<wmo305:Bsn>999900006</wmo305:Bsn>", b"")
    with pytest.raises(ReadError, match=r"^/Bericht/Client mist Bsn$"):
        read(parse(data))


def test_an_unknown_element_is_refused_with_its_place() -> None:
    data = xml(wmo305()).replace(b"<wmo305:Geslacht>", b"<wmo305:Schoenmaat/><wmo305:Geslacht>")
    with pytest.raises(ReadError, match=r"^/Bericht/Client heeft een onbekend element Schoenmaat$"):
        read(parse(data))


def test_a_retour_code_after_a_comment_is_read() -> None:
    data = unchecked_xml(wmo305(retour_codes=("0200",))).replace(b">0200<", b"><!-- x -->0200<")
    message = read(parse(data))
    assert isinstance(message, Wmo305)
    assert message.client.start_producten[0].retour_codes == ("0200",)


@pytest.mark.parametrize("cut", ["<!-- x -->", "<?x y?>", "<!-- a --><?b?><!-- c -->"])
def test_both_the_first_and_the_whole_text_of_a_cut_value_are_kept(cut: str) -> None:
    data = xml(wmo305()).replace(b">1950-06-15<", f">1950-{cut}06-15<".encode())
    assert cut.encode() in data
    message = read(parse(data))
    assert isinstance(message, Wmo305)
    geboren = message.client.geboortedatum
    assert geboren.datum == "1950-"
    assert whole(geboren).datum == "1950-06-15"
    assert whole(geboren).path == geboren.path
    assert whole(message.client) is message.client


def test_a_comment_that_cuts_nothing_leaves_no_second_text() -> None:
    data = (
        xml(wmo305())
        .replace(b">1950-06-15<", b"><!-- x -->1950-06-15<?y?><")
        .replace(b"<wmo305:Bsn>", b"<!-- z --><wmo305:Bsn>")
    )
    message = read(parse(data))
    assert isinstance(message, Wmo305)
    assert message.client.geboortedatum.datum == "1950-06-15"
    assert message.client.geboortedatum.uncut is None
    assert message.client.uncut is None


def test_cdata_and_references_join_the_text_around_them() -> None:
    data = xml(wmo305()).replace(b">1950-06-15<", b">19<![CDATA[50]]>&#45;06-1&#x35;<")
    message = read(parse(data))
    assert isinstance(message, Wmo305)
    assert message.client.geboortedatum.datum == "1950-06-15"
    assert message.client.geboortedatum.uncut is None


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r"])
def test_b14_a_class_far_down_knows_its_line(line_end: bytes) -> None:
    lines = xml(wmo305()).replace(b"\r\n", b"\n").replace(b"?>", b"?>" + b"\n" * 70_000, 1).split(b"\n")
    message = read(parse(line_end.join(lines)))
    assert isinstance(message, Wmo305)
    product = message.client.start_producten[0]
    assert lines[line(product) - 1].strip() == b"<wmo305:StartProduct>"
    assert lines[line(product, "Begindatum") - 1].strip().startswith(b"<wmo305:Begindatum>")
    assert (
        lines[line(message.header, "BerichtIdentificatie", "Dagtekening") - 1].strip().startswith(b"<iwmo:Dagtekening>")
    )
