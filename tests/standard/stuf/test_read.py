"""What can't be taken is refused with the code of StUF, and says why without what may be personal."""

import pytest
from lxml import etree

from gateway.standard.stuf.messages import GGK, SOAP, STUF
from gateway.standard.stuf.read import NotStuf, StufProblem, read_fault, read_message, read_soap
from gateway.standard.stuf.write import soap_fault, soap_request, to_element
from tests.standard.stuf.examples import BV03, DI01, DU01, FO03, GEMEENTE, REFERENCE


def changed(old: str, new: str) -> etree._Element:
    text = etree.tostring(to_element(DI01), encoding="unicode")
    assert old in text
    return etree.fromstring(text.replace(old, new))


def problem(root: etree._Element) -> StufProblem:
    with pytest.raises(StufProblem) as caught:
        read_message(root)
    return caught.value


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "leeg"),
        (b"geen xml", "welgevormde XML"),
        (b"<a/>", "geen SOAP 1.1"),
        (b'<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"/>', "geen SOAP 1.1"),
        (f'<s:Envelope xmlns:s="{SOAP}"/>'.encode(), "het zijn er 0"),
        (f'<s:Envelope xmlns:s="{SOAP}"><s:Body><a/><b/></s:Body></s:Envelope>'.encode(), "het zijn er 2"),
        (f'<!DOCTYPE a><s:Envelope xmlns:s="{SOAP}"/>'.encode(), "DOCTYPE"),
        (b"\xff\xfe<\x00", "welgevormde XML"),
    ],
)
def test_bytes_that_are_no_soap_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(NotStuf) as caught:
        read_soap(data)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("write", "same"),
    [
        (lambda data: b"\xef\xbb\xbf" + data.split(b"?>", 1)[1], "a byte order mark"),
        (lambda data: data.replace(b"><", b">\r\n<"), "line ends"),
        (lambda data: data.replace(b"soap:", b"").replace(b"xmlns:soap", b"xmlns"), "another prefix"),
        (lambda data: data.replace(b"<GGK:parameters>", b"<!-- a --><?b c?><GGK:parameters>"), "comments"),
        (lambda data: data.replace(b"xmlBestand>PEJ", b"xmlBestand>\r\n PEJ"), "spaces in base64"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_another_way_of_writing_says_the_same(write: object, same: str) -> None:
    assert callable(write), same
    data = soap_request(DI01)
    other = write(data)
    assert other != data
    assert read_message(read_soap(other)) == DI01


@pytest.mark.parametrize(
    ("old", "new", "code", "said"),
    [
        (f'"{GGK}"', '"http://www.stufstandaarden.nl/sectormodel/ggk/0210"', "StUF007", "wordt niet meer gebruikt"),
        (f'"{GGK}"', '"http://www.egem.nl/StUF/sector/ggk/0310"', "StUF007", "wordt niet meer gebruikt"),
        (f'"{GGK}"', '"http://example.org/iets"', "StUF004", "niet die van het GGK"),
        ("envelopHeenbericht-ggk_Di01", "envelopHeenbericht-ggk_Di02", "StUF022", "bestaat niet"),
        (">Di01<", ">Du01<", "StUF055", "berichtcode"),
        (REFERENCE, REFERENCE.upper(), "StUF055", "referentienummer"),
        (REFERENCE, REFERENCE.replace("-4a1e", "-1a1e"), "StUF055", "referentienummer"),
        (">20261128093015123<", ">2026-11-28<", "StUF055", "tijdstipBericht"),
        (">20261128093015123<", ">20261328093015<", "StUF055", "tijdstipBericht"),
        (">20261128093015123<", ">202611280<", "StUF055", "tijdstipBericht"),
        (">iWmo gateway<", ">ab<", "StUF055", "applicatie"),
        (">PEJlcmljaHQvPg==<", ">PEJlcmljaHQvPg=<", "StUF055", "xmlBestand"),
        (">PEJlcmljaHQvPg==<", "><", "StUF055", "leeg"),
    ],
)
def test_another_envelope_is_refused(old: str, new: str, code: str, said: str) -> None:
    found = problem(changed(old, new))
    assert (found.code, said in found.text) == (code, True), found.text


def test_a_refusal_says_whom_to_answer() -> None:
    head = problem(changed(">0003<", ">3<")).head
    assert head is not None
    assert (head.zender, head.referentienummer) == (GEMEENTE, REFERENCE)


def test_without_a_sender_there_is_nobody_to_answer() -> None:
    root = to_element(DI01)
    sender = root.find(f".//{{{STUF}}}zender")
    assert sender is not None
    root[0].remove(sender)
    assert problem(root).head is None
    assert problem(etree.Element(f"{{{GGK}}}anders")).head is None


def test_a_file_of_text_is_no_message_of_this_release() -> None:
    root = to_element(DI01)
    content = root.find(f".//{{{GGK}}}xmlBestand")
    assert content is not None
    content.tag = f"{{{GGK}}}tekstBestand"
    content.set("bestandsnaam", "lijst.csv")
    assert "tekstBestand" in problem(root).text


def test_a_return_message_without_the_reference_it_answers_is_refused() -> None:
    root = to_element(DU01)
    cross = root.find(f".//{{{STUF}}}crossRefnummer")
    assert cross is not None
    root[0].remove(cross)
    assert problem(root).code == "StUF055"


@pytest.mark.parametrize("bad", ["code", "plek"])
def test_a_fault_whose_error_is_unreadable_holds_none(bad: str) -> None:
    fault = read_soap(soap_fault("Fout", at_sender=True, detail=FO03))
    element = fault.find(f".//{{{STUF}}}{bad}")
    assert element is not None
    element.text = "te lang of te vreemd"
    assert read_fault(fault) is None


def test_an_answer_in_place_of_an_error_is_no_error() -> None:
    fault = read_soap(soap_fault("Fout", at_sender=True))
    etree.SubElement(fault, "detail").append(to_element(BV03))
    assert read_fault(fault) is None
