"""JSON: the message to the letter, and errors that a person can act on."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.messages.json_form import MAX_FAULTS, FormFault, JsonFormError, from_json, to_json
from gateway.messages.registry import REGISTRY, Message
from tests.support.messages.claims import wmo323, wmo325
from tests.support.messages.messages import BSN, contact, relatie, start_product, wmo301, wmo305, xml
from tests.support.messages.requests import wmo315
from tests.support.messages.strategies import all_messages


@given(all_messages)
def test_to_json_and_back_is_the_same_message(message: Message) -> None:
    assert from_json(message.soort.name, json.loads(json.dumps(to_json(message)))) == message


def test_the_form() -> None:
    assert to_json(wmo305(toewijzing_nummer="01")) == {
        "header": {
            "berichtCode": "418",
            "berichtVersie": "3",
            "berichtSubversie": "2",
            "afzender": "99990001",
            "ontvanger": "1507",
            "berichtIdentificatie": {"identificatie": "BERICHT1", "dagtekening": "2024-03-01"},
            "xsdVersie": {"basisschemaXsdVersie": "1.0.0", "berichtXsdVersie": "1.0.0"},
        },
        "client": {
            "bsn": BSN,
            "geboortedatum": {"datum": "1950-06-15"},
            "geslacht": "1",
            "naam": {"geslachtsnaam": {"achternaam": "Proefpersoon"}, "voornamen": "Jo"},
            "startProducten": [
                {
                    "toewijzingNummer": "01",
                    "product": {"categorie": "02", "code": "02A02"},
                    "toewijzingIngangsdatum": "2024-01-01",
                    "begindatum": "2024-02-01",
                    "statusAanlevering": "1",
                }
            ],
        },
    }


def test_an_empty_obligatory_list_survives() -> None:
    empty = wmo305(start_producten=())
    assert from_json("WMO305", to_json(empty)) == empty


def start(data: Any) -> dict[str, Any]:
    gevonden: dict[str, Any] = data["client"]["startProducten"][0]
    return gevonden


def given_with(*wijzigingen: Callable[[Any], object], message: Message | None = None) -> Any:
    data: Any = to_json(message or wmo305())
    for change in wijzigingen:
        change(data)
    return data


def test_what_type_and_release_decide_may_be_left_out() -> None:
    vast = ("berichtCode", "berichtVersie", "berichtSubversie", "xsdVersie")
    data = given_with(lambda d: [d["header"].pop(sleutel) for sleutel in vast])
    assert from_json("WMO305", data) == wmo305()


def test_null_is_absent() -> None:
    data = given_with(lambda d: start(d).update(product=None), lambda d: d["client"]["naam"].update(voorletters=None))
    assert from_json("WMO305", data) == wmo305(product=None)


def test_a_number_will_do_where_the_standard_has_one() -> None:
    data = given_with(lambda d: start(d).update(toewijzingNummer=12))
    assert from_json("WMO305", data) == wmo305(toewijzing_nummer="12")
    data = given_with(
        lambda d: d["header"].update(berichtVersie=3, berichtSubversie=2),
        lambda d: d["client"]["toegewezenProducten"][0]["omvang"].update(volume=5),
        lambda d: d["client"]["contactgegevens"][0]["adres"]["huis"].update(huisnummer=7),
        lambda d: d["client"]["relaties"][0].update(volgorde=1),
        lambda d: d["client"]["toegewezenProducten"][0].update(budget=500),
        message=wmo301(relaties=(relatie(),)),
    )
    xml(from_json("WMO301", data))
    data = given_with(
        lambda d: _line(d).update(toewijzingNummer=1, geleverdVolume=120, productTarief=50),
        lambda d: _line(d)["ingediendBedrag"].update(bedrag=6000),
        lambda d: d["declaratie"]["totaalIngediendBedrag"].update(totaalBedrag=6000),
        message=wmo323(),
    )
    assert from_json("WMO323", data) == wmo323()
    data = given_with(lambda d: d["client"]["aangevraagdeProducten"][0].update(beschikkingNummer=7), message=wmo315())
    assert from_json("WMO315", data) == wmo315(beschikking_nummer="7")


def _line(data: Any) -> dict[str, Any]:
    gevonden: dict[str, Any] = data["declaratie"]["clienten"][0]["prestaties"][0]
    return gevonden


def test_the_header_of_a_claim_answer_may_leave_out_what_its_type_decides() -> None:
    vast = ("berichtCode", "berichtVersie", "berichtSubversie", "xsdVersie")
    data = given_with(lambda d: [d["header"].pop(sleutel) for sleutel in vast], message=wmo325())
    assert from_json("WMO325", data) == wmo325()


def faults_of(data: object, soort: str = "WMO305") -> tuple[FormFault, ...]:
    with pytest.raises(JsonFormError) as fout:
        from_json(soort, data)
    assert str(fout.value) == "\n".join(fault.text for fault in fout.value.faults)
    return fout.value.faults


PRODUCT = "client.startProducten[0]"
KEYS = "toewijzingNummer, product, toewijzingIngangsdatum, begindatum, statusAanlevering, retourCodes"


@pytest.mark.parametrize(
    ("change", "melding"),
    [
        (
            lambda d: start(d).pop("begindatum"),
            f"{PRODUCT}.begindatum ontbreekt; verwacht: tekst",
        ),
        (
            lambda d: start(d).update(begindatum=None),
            f"{PRODUCT}.begindatum ontbreekt; verwacht: tekst",
        ),
        (
            lambda d: start(d).update(begindatum=20240201),
            f"{PRODUCT}.begindatum is 20240201; verwacht: tekst, tussen aanhalingstekens (voorloopnullen tellen mee)",
        ),
        (
            lambda d: start(d).update(begindatum=2024.5),
            f"{PRODUCT}.begindatum is 2024.5; verwacht: tekst",
        ),
        (
            lambda d: start(d).update(begindatum=True),
            f"{PRODUCT}.begindatum is true; verwacht: tekst",
        ),
        (
            lambda d: start(d).update(begindatum={"datum": "2024-01-01"}),
            f"{PRODUCT}.begindatum is een object; verwacht: tekst",
        ),
        (
            lambda d: start(d).update(toewijzingNummer=1.0),
            f"{PRODUCT}.toewijzingNummer is 1.0; verwacht: een geheel getal, als getal of als tekst",
        ),
        (
            lambda d: start(d).update(toewijzingNummer=False),
            f"{PRODUCT}.toewijzingNummer is false; verwacht: een geheel getal, als getal of als tekst",
        ),
        (
            lambda d: start(d).update(toewijzingNummer=10**5000),
            f"{PRODUCT}.toewijzingNummer is een heel groot getal; verwacht: een geheel getal, als getal of als tekst",
        ),
        (
            lambda d: start(d).update(product="02A02"),
            f'{PRODUCT}.product is "02A02"; verwacht: een object met de sleutels categorie, code',
        ),
        (
            lambda d: d["client"].update(startProducten=start(d)),
            "client.startProducten is een object; verwacht: een lijst van objecten",
        ),
        (
            lambda d: d["client"].update(startProducten=["x"]),
            f'{PRODUCT} is "x"; verwacht: een object met de sleutels {KEYS}',
        ),
        (
            lambda d: start(d).update(retourCodes="0200"),
            f'{PRODUCT}.retourCodes is "0200"; verwacht: een lijst van teksten',
        ),
        (
            lambda d: start(d).update(retourCodes=["0200", None]),
            f"{PRODUCT}.retourCodes[1] ontbreekt; verwacht: tekst",
        ),
        (
            lambda d: d["client"]["naam"].update(voornamen="bel\x07"),
            'client.naam.voornamen is "bel\ufffd"; verwacht: tekst zonder teken U+0007, dat niet in XML kan staan',
        ),
        (
            lambda d: d["client"]["naam"].update(voornamen="\ud83d" + "x" * 80),
            'client.naam.voornamen is "\ufffd' + "x" * 59 + '…"; '
            "verwacht: tekst zonder teken U+D83D, dat niet in XML kan staan",
        ),
        (
            lambda d: start(d).update(begindatm="2024-01-01"),
            f"onbekende sleutel {PRODUCT}.begindatm; bedoelt u begindatum?",
        ),
        (
            lambda d: start(d).update(toewijzing_nummer="1"),
            f"onbekende sleutel {PRODUCT}.toewijzing_nummer; bedoelt u toewijzingNummer?",
        ),
        (
            lambda d: start(d).update(StatusAanlevering="1"),
            f"onbekende sleutel {PRODUCT}.StatusAanlevering; bedoelt u statusAanlevering?",
        ),
        (
            lambda d: start(d).update(zzz="1"),
            f"onbekende sleutel {PRODUCT}.zzz; mogelijk zijn {KEYS}",
        ),
        (
            lambda d: d["client"].pop("naam"),
            "client.naam ontbreekt; verwacht: een object met de sleutels geslachtsnaam, voornamen, voorletters",
        ),
    ],
)
def test_one_mistake_is_told_with_its_place_its_value_and_what_is_expected(
    change: Callable[[Any], object], melding: str
) -> None:
    [fault] = faults_of(given_with(change))
    assert fault.text == melding


def test_a_problem_has_its_parts() -> None:
    assert faults_of(given_with(lambda d: start(d).update(begindatum=1)))[0] == FormFault(
        key="client.startProducten[0].begindatum",
        value="1",
        expected="tekst, tussen aanhalingstekens (voorloopnullen tellen mee)",
        text="client.startProducten[0].begindatum is 1; "
        "verwacht: tekst, tussen aanhalingstekens (voorloopnullen tellen mee)",
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["client"].update(bsn=int(BSN)),
        lambda d: d["client"].update(bsn=f"{BSN}\x00"),
        lambda d: d["client"].update(bsn=float(BSN)),
        lambda d: d.update(client=BSN),
        lambda d: d["client"].update({BSN: "bsn"}),
        lambda d: d["client"].update(geslacht=int(BSN)),
        lambda d: d["client"].update(startProducten=f"van {BSN}"),
    ],
)
def test_a_bsn_is_never_shown(change: Callable[[Any], object]) -> None:
    for fault in faults_of(given_with(change)):
        assert BSN not in f"{fault.text}{fault.key}{fault.value}"


@pytest.mark.parametrize(("data", "toon"), [("x", '"x"'), ([], "een lijst"), (1, "1"), (True, "true")])
def test_a_message_is_an_object(data: object, toon: str) -> None:
    [fault] = faults_of(data)
    assert fault.text == f"het bericht is {toon}; verwacht: een object met de sleutels header, client"


def test_nothing_is_no_message() -> None:
    [fault] = faults_of(None)
    assert fault.text == "het bericht ontbreekt; verwacht: een object met de sleutels header, client"


def test_an_unknown_type_is_told() -> None:
    [fault] = faults_of({}, "wmo30 5")
    assert fault.text == 'onbekende berichtsoort "wmo30 5"; bedoelt u WMO305?'
    [fault] = faults_of({}, "JW301x999999")
    assert fault.text.endswith(f"mogelijk zijn {', '.join(REGISTRY)}")


def test_all_mistakes_are_told_at_once_up_to_a_number() -> None:
    data = given_with(lambda d: start(d).pop("begindatum"), lambda d: d["client"].update(geslacht=1, leeftijd=3))
    assert [fault.key for fault in faults_of(data)] == [
        "client.geslacht",
        f"{PRODUCT}.begindatum",
        "client.leeftijd",
    ]
    veel = given_with(lambda d: d["client"].update({f"sleutel{n}": n for n in range(100_000)}))
    assert len(faults_of(veel)) == MAX_FAULTS


def test_a_retour_code_in_a_forward_message_is_left_to_the_schema() -> None:
    message = wmo305(start_producten=(start_product(retour_codes=("0200",)),))
    assert from_json("WMO305", to_json(message)) == message


def test_nested_lists_have_their_place_in_the_path() -> None:
    forward = wmo301(contactgegevens=(contact(), contact(soort="03")))
    data = given_with(
        lambda d: d["client"]["contactgegevens"][1]["adres"]["huis"].update(huisnummer=[]), message=forward
    )
    [fault] = faults_of(data, "WMO301")
    assert fault.key == "client.contactgegevens[1].adres.huis.huisnummer"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda kind: st.lists(kind) | st.dictionaries(st.sampled_from(["header", "client", "bsn", "naam", "x"]), kind),
)


@given(st.sampled_from(sorted(REGISTRY)), JSON)
def test_any_json_is_read_or_refused(soort: str, data: object) -> None:
    with pytest.raises(JsonFormError):
        from_json(soort, data)
