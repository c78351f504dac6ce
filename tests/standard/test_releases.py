"""The kinds of message of iWmo 3.2: codes, directions and who answers whom."""

import pytest

from gateway.standard.releases import BASIS_NAMESPACE, IWMO_3_2, kind_of_code, kind_of_namespace

CODES = {
    "WMO301": "414", "WMO302": "415", "WMO305": "418", "WMO306": "419", "WMO307": "420", "WMO308": "421",
    "WMO315": "444", "WMO316": "445", "WMO317": "480", "WMO318": "481", "WMO319": "482", "WMO320": "483",
    "WMO323": "484", "WMO325": "485",
}  # fmt: skip


def test_the_fourteen_kinds_have_their_codes() -> None:
    assert {soort.name: soort.code for soort in IWMO_3_2.kinds.values()} == CODES


@pytest.mark.parametrize("name", CODES)
def test_a_kind_is_found_by_namespace_and_by_code(name: str) -> None:
    soort = IWMO_3_2.kinds[name]
    assert kind_of_namespace(soort.namespace) is soort
    assert kind_of_code("3.2", soort.code) is soort
    assert soort.schema == f"{soort.prefix}.xsd" == f"{name.lower()}.xsd"


def test_what_is_unknown_is_none() -> None:
    assert kind_of_namespace(BASIS_NAMESPACE) is None
    assert kind_of_code("3.2", "999") is None
    assert kind_of_code("3.1", "414") is None


def test_an_answer_names_what_it_answers() -> None:
    for soort in IWMO_3_2.kinds.values():
        assert soort.is_answer is (soort.answers is not None) is (soort.answered_by is None)
        if soort.answered_by:
            assert IWMO_3_2.kinds[soort.answered_by].answers == soort.name


def test_afzender_in_the_header_is_as_the_schemas_say() -> None:
    gemeente = {name for name, soort in IWMO_3_2.kinds.items() if soort.afzender == "gemeente"}
    assert gemeente == {"WMO301", "WMO302", "WMO319", "WMO320", "WMO325"}


def test_a_return_message_travels_against_its_header() -> None:
    gemeente = {name for name, soort in IWMO_3_2.kinds.items() if soort.sender == "gemeente"}
    assert gemeente == {"WMO301", "WMO306", "WMO308", "WMO316", "WMO318", "WMO319", "WMO325"}
