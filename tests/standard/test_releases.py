"""The kinds of message of iWmo 3.2: codes, directions and who answers whom."""

import pytest

from gateway.standard.releases import BASIS_NAMESPACE, IWMO_3_2, soort_van_code, soort_van_namespace

CODES = {
    "WMO301": "414", "WMO302": "415", "WMO305": "418", "WMO306": "419", "WMO307": "420", "WMO308": "421",
    "WMO315": "444", "WMO316": "445", "WMO317": "480", "WMO318": "481", "WMO319": "482", "WMO320": "483",
    "WMO323": "484", "WMO325": "485",
}  # fmt: skip


def test_the_fourteen_kinds_have_their_codes() -> None:
    assert {soort.naam: soort.code for soort in IWMO_3_2.berichten.values()} == CODES


@pytest.mark.parametrize("naam", CODES)
def test_a_kind_is_found_by_namespace_and_by_code(naam: str) -> None:
    soort = IWMO_3_2.berichten[naam]
    assert soort_van_namespace(soort.namespace) is soort
    assert soort_van_code("3.2", soort.code) is soort
    assert soort.schema == f"{soort.prefix}.xsd" == f"{naam.lower()}.xsd"


def test_what_is_unknown_is_none() -> None:
    assert soort_van_namespace(BASIS_NAMESPACE) is None
    assert soort_van_code("3.2", "999") is None
    assert soort_van_code("3.1", "414") is None


def test_an_answer_names_what_it_answers() -> None:
    for soort in IWMO_3_2.berichten.values():
        assert soort.is_retour is (soort.heen is not None) is (soort.retour is None)
        if soort.retour:
            assert IWMO_3_2.berichten[soort.retour].heen == soort.naam


def test_afzender_in_the_header_is_as_the_schemas_say() -> None:
    gemeente = {naam for naam, soort in IWMO_3_2.berichten.items() if soort.afzender == "gemeente"}
    assert gemeente == {"WMO301", "WMO302", "WMO319", "WMO320", "WMO325"}


def test_a_return_message_travels_against_its_header() -> None:
    gemeente = {naam for naam, soort in IWMO_3_2.berichten.items() if soort.verzender == "gemeente"}
    assert gemeente == {"WMO301", "WMO306", "WMO308", "WMO316", "WMO318", "WMO319", "WMO325"}
