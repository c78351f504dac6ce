"""Return messages: every outcome of the standard, and what we made of its gaps (the docstring of retour.py)."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.messages.common import xsd_versie
from gateway.messages.json_form import from_json, to_json
from gateway.messages.place import classes, path
from gateway.messages.read import read
from gateway.messages.registry import REGISTRY, Message
from gateway.messages.return_message import compose
from gateway.standard.findings import Finding, Severity
from gateway.standard.xml.parse import parse
from tests.support.messages.claims import wmo323, wmo325
from tests.support.messages.messages import (
    as_read,
    relatie,
    start_product,
    toegewezen_product,
    wmo301,
    wmo305,
    wmo307,
    xml,
)
from tests.support.messages.requests import wmo315, wmo317, wmo319
from tests.support.messages.return_messages import DAY, HEADER, START, a_finding, answer_with, codes
from tests.support.messages.strategies import findings_on, forward_messages


@pytest.mark.parametrize(
    ("forward", "soort", "code"),
    [
        (wmo301(), "WMO302", "415"),
        (wmo305(), "WMO306", "419"),
        (wmo307(), "WMO308", "421"),
        (wmo315(), "WMO316", "445"),
        (wmo317(), "WMO318", "481"),
        (wmo319(), "WMO320", "483"),
    ],
    ids=["301", "305", "307", "315", "317", "319"],
)
def test_the_header_is_that_of_the_message_with_its_own_code(forward: Message, soort: str, code: str) -> None:
    retour = answer_with(forward)
    assert isinstance(retour, REGISTRY[soort].message_class)
    assert retour.header.bericht_code == code
    for name in ("bericht_versie", "bericht_subversie", "afzender", "ontvanger", "bericht_identificatie", "xsd_versie"):
        assert getattr(retour.header, name) == getattr(forward.header, name)
    assert retour.header.identificatie_retour == "RETOUR1"
    assert retour.header.dagtekening_retour == "2024-03-05"
    feit = REGISTRY[soort].soort
    assert retour.header.xsd_versie_retour == xsd_versie(feit)


def test_the_versions_of_the_message_are_copied_not_ours() -> None:
    forward = as_read(wmo305())
    data = xml(forward).replace(b"<iwmo:BerichtXsdVersie>1.0.0", b"<iwmo:BerichtXsdVersie>1.0.7")
    retour = answer_with(read(parse(data)))
    assert retour.header.xsd_versie.bericht_xsd_versie == "1.0.7"
    assert retour.header.xsd_versie_retour.bericht_xsd_versie == "1.0.0"


def test_all_fine_has_no_codes_and_no_client() -> None:
    retour = answer_with(wmo305())
    assert retour.client is None
    assert codes(retour) == {}
    assert retour.header.xslt_versie is None
    assert b"RetourCode" not in xml(retour)


@pytest.mark.parametrize("severity", [Severity.SIGNAAL, Severity.BLOKKADE])
def test_only_a_refusal_counts(severity: Severity) -> None:
    retour = answer_with(
        wmo305(), a_finding(START, severity=severity), a_finding(None, None, level=5, severity=severity)
    )
    assert codes(retour) == {}


def test_a_technical_refusal_is_0001_once() -> None:
    retour = answer_with(wmo305(), a_finding(START, "0001", 2), a_finding("/Bericht/Client", "0001", 2))
    assert codes(retour) == {HEADER: ("0001",)}
    assert retour.client is None
    assert retour.header.xslt_versie == "2.10.5"


def test_a_technical_refusal_without_the_supplied_xslts_names_no_version() -> None:
    assert answer_with(wmo305(), a_finding(START, "0001", 2), xslt_versie=None).header.xslt_versie is None


def test_technical_and_other_faults_together_are_0001() -> None:
    retour = answer_with(wmo305(), a_finding(HEADER, "9056"), a_finding(START), a_finding(START, "0001", 2))
    assert codes(retour) == {HEADER: ("0001",)}


def test_a_fault_in_the_header_has_its_codes_there() -> None:
    retour = answer_with(wmo305(), a_finding(HEADER, "9056"), a_finding(HEADER, "8848", 4))
    assert codes(retour) == {HEADER: ("9056", "8848")}
    assert retour.client is None
    assert retour.header.xslt_versie is None


def test_a_fault_in_the_header_goes_before_one_in_a_class() -> None:
    retour = answer_with(wmo305(), a_finding(START), a_finding(HEADER, "9056"))
    assert codes(retour) == {HEADER: ("9056",)}
    assert retour.client is None


def test_the_example_of_the_standard() -> None:
    """IV028: the removal of a start that was never delivered."""
    retour = answer_with(wmo305(status_aanlevering="3"), a_finding(START, "9063"))
    assert codes(retour) == {HEADER: ("0200",), "/Bericht/Client": ("0200",), START: ("9063",)}
    assert retour.header.xslt_versie is None


def test_a_fault_in_one_of_several_classes() -> None:
    forward = wmo305(start_producten=tuple(start_product(toewijzing_nummer=n) for n in "123"))
    retour = answer_with(forward, a_finding(f"{START}[2]"))
    assert [start.retour_codes for start in retour.client.start_producten] == [("0200",), ("9019",), ("0200",)]
    assert [start.toewijzing_nummer for start in retour.client.start_producten] == ["1", "2", "3"]


def test_the_same_class_twice_in_a_message_is_two_classes() -> None:
    start = start_product()
    retour = answer_with(wmo305(start_producten=(start, start)), a_finding(f"{START}[1]"))
    assert [start.retour_codes for start in retour.client.start_producten] == [("9019",), ("0200",)]


def test_several_faults_in_a_class_are_there_once_in_order() -> None:
    retour = answer_with(
        wmo305(), a_finding(START, "9384"), a_finding(START, "9019"), a_finding(START, "9384"), a_finding(START, "8001")
    )
    assert retour.client.start_producten[0].retour_codes == ("9384", "9019", "8001")


def test_every_class_of_a_301_carries_a_code() -> None:
    forward = wmo301(
        relaties=(relatie(), relatie(nummer="2")),
        toegewezen_producten=(toegewezen_product(), toegewezen_product(toewijzing_nummer="2")),
    )
    producten = "/Bericht/Client/ToegewezenProducten/ToegewezenProduct"
    retour = answer_with(forward, a_finding(f"{producten}[2]", "9349"))
    assert codes(retour) == {
        HEADER: ("0200",),
        "/Bericht/Client": ("0200",),
        "/Bericht/Client/Relaties/Relatie[1]": ("0200",),
        "/Bericht/Client/Relaties/Relatie[1]/Contact": ("0200",),
        "/Bericht/Client/Relaties/Relatie[2]": ("0200",),
        "/Bericht/Client/Relaties/Relatie[2]/Contact": ("0200",),
        "/Bericht/Client/Contactgegevens/Contact": ("0200",),
        f"{producten}[1]": ("0200",),
        f"{producten}[2]": ("9349",),
    }


def test_a_fault_at_a_part_of_a_class_is_the_class_at_fault() -> None:
    assert codes(answer_with(wmo305(), a_finding(f"{START}/Product")))[START] == ("9019",)
    assert codes(answer_with(wmo305(), a_finding(f"{HEADER}/BerichtIdentificatie", "9056"))) == {HEADER: ("9056",)}
    assert codes(answer_with(wmo305(), a_finding("/Bericht", "9056"))) == {HEADER: ("9056",)}
    adres = "/Bericht/Client/Contactgegevens/Contact/Adres/Huis"
    assert codes(answer_with(wmo301(), a_finding(adres)))["/Bericht/Client/Contactgegevens/Contact"] == ("9019",)


def test_a_class_that_was_not_judged_says_so() -> None:
    forward = wmo305(start_producten=tuple(start_product(toewijzing_nummer=n) for n in "123"))
    retour = answer_with(forward, a_finding(f"{START}[2]"), not_judged=(f"{START}[1]", f"{START}[2]"))
    assert [start.retour_codes for start in retour.client.start_producten] == [("0233",), ("9019",), ("0200",)]
    assert codes(answer_with(forward, not_judged=(f"{START}[1]",))) == {}


def test_odd_spellings_are_sent_back_as_they_came() -> None:
    forward = as_read(wmo305(toewijzing_nummer="+1", begindatum=" 2024-02-01", bericht_versie=" 3"))
    retour = answer_with(forward, a_finding(START))
    [start] = retour.client.start_producten
    assert (start.toewijzing_nummer, start.begindatum) == ("+1", " 2024-02-01")
    assert retour.header.bericht_versie == " 3"


def test_the_answer_does_not_hold_on_to_the_message() -> None:
    retour = compose(as_read(wmo305()), [a_finding(START)], "RETOUR1", DAY, None)
    assert {(node.element, node.path) for _, node in classes(retour)} == {(None, "")}


@pytest.mark.parametrize(
    "finding",
    [
        a_finding(START, level=1),
        a_finding(START, level=5),
        a_finding(START, None),
        a_finding(None),
        a_finding(f"{START}[2]"),
        a_finding("/Bericht/Client/StartProducten"),
    ],
)
def test_a_finding_without_a_place_in_the_answer_is_refused(finding: Finding) -> None:
    with pytest.raises(ValueError, match="TR000"):
        compose(wmo305(), [finding], "RETOUR1", DAY, None)


def test_an_answer_gets_no_answer() -> None:
    with pytest.raises(ValueError, match="WMO306 gets no return message"):
        compose(compose(wmo305(), [], "RETOUR1", DAY, None), [], "RETOUR2", DAY, None)


@pytest.mark.parametrize("message", [wmo323(), wmo325()], ids=["323", "325"])
def test_a_claim_is_answered_by_a_decision_that_is_not_composed_here(message: Message) -> None:
    with pytest.raises(ValueError, match="gets no return message"):
        compose(message, [], "RETOUR1", DAY, None)


def test_a_fault_in_the_answer_to_a_request_is_told_there() -> None:
    retour = answer_with(wmo319(), a_finding("/Bericht/Antwoord", "9355"))
    assert codes(retour) == {HEADER: ("0200",), "/Bericht/Antwoord": ("9355",)}
    assert retour.antwoord.referentie_aanbieder == "A1"


def test_a_fault_in_a_part_of_a_request_is_told_there() -> None:
    retour = answer_with(wmo317(), a_finding("/Bericht/Client/Verzoek/TeWijzigenProducten/TeWijzigenProduct", "9351"))
    assert retour.client.verzoek.te_wijzigen_producten[0].retour_codes == ("9351",)
    others = (retour.client, retour.client.verzoek, *retour.client.verzoek.nieuwe_producten)
    assert {each.retour_codes for each in others} == {("0200",)}


@given(st.data(), forward_messages)
def test_whatever_was_found_the_answer_is_valid(data: st.DataObject, forward: Any) -> None:
    findings = data.draw(findings_on(forward))
    retour = compose(forward, findings, "RETOUR1", DAY, "2.10.5")
    assert as_read(retour) == retour
    rejecting = [finding for finding in findings if finding.severity is Severity.AFKEUR]
    assert (codes(retour) == {}) == (not rejecting)
    reported = {code for series in codes(retour).values() for code in series}
    if any(finding.level == 2 for finding in rejecting):
        assert reported == {"0001"}
    elif _inhoud(retour) is None:
        assert reported <= {finding.retourcode for finding in rejecting}
    else:
        assert reported == {finding.retourcode for finding in rejecting} | {"0200"} | reported & {"0200"}
        assert _inhoud(forward) == _without_codes(retour, forward)


def _inhoud(message: Any) -> Any:
    """Return the content beside the header."""
    return getattr(message, "client" if hasattr(message, "client") else "antwoord")


def _without_codes(retour: Any, forward: Any) -> Any:
    """Return the content beside the header of the answer, as if it were that of the message."""

    def kaal(part: Any) -> Any:
        if isinstance(part, dict):
            return {sleutel: kaal(content) for sleutel, content in part.items() if sleutel != "retourCodes"}
        return [kaal(item) for item in part] if isinstance(part, list) else part

    content = {**kaal(to_json(retour)), "header": to_json(forward)["header"]}
    return _inhoud(from_json(forward.soort.name, content))


def test_the_paths_of_read_classes_are_what_findings_point_with() -> None:
    forward = as_read(wmo305(start_producten=tuple(start_product(toewijzing_nummer=n) for n in "12")))
    retour = compose(forward, [a_finding(path(forward.client.start_producten[1]))], "RETOUR1", DAY, None)
    assert codes(as_read(retour))[f"{START}[2]"] == ("9019",)


def test_the_answer_to_a_message_in_another_encoding_is_in_utf_8() -> None:
    text = (
        xml(wmo305()).decode().replace("UTF-8", "ISO-8859-1", 1).replace("</iwmo:Achternaam>", "é</iwmo:Achternaam>", 1)
    )
    retour = answer_with(read(parse(text.encode("iso-8859-1"))), a_finding(START))
    assert "é</iwmo:Achternaam>" in xml(retour).decode("utf-8")
    assert xml(retour).startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
