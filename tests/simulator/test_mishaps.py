"""A rule that can't be played is told by its key."""

from typing import Any

import pytest

from gateway.simulator.mishaps import Mishap, Storing, faults_of


@pytest.mark.parametrize("wat", [each for each in Mishap if each not in (Mishap.FOUT, Mishap.CERTIFICAAT)])
def test_most_need_nothing_more(wat: Mishap) -> None:
    assert faults_of(Storing(wat=wat)) == []


@pytest.mark.parametrize(
    ("rule", "keys"),
    [
        ({"wat": "fout", "code": "StUF046"}, []),
        ({"wat": "fout", "code": "CC09"}, []),
        ({"wat": "fout", "code": "BRS114"}, []),
        ({"wat": "fout"}, ["code"]),
        ({"wat": "druk", "code": "IB010"}, ["code"]),
        ({"wat": "fout", "code": "IB999"}, ["code"]),
        ({"wat": "druk", "functie": "JW301"}, ["functie"]),
        ({"wat": "druk", "bij": "ophalen", "naar": "01234567"}, []),
        ({"wat": "druk", "bij": "ophalen", "functie": "WMO301", "van": "0983"}, ["functie", "van"]),
        ({"wat": "druk", "bij": "bezorging"}, ["bij"]),
        ({"wat": "dubbel", "bij": "ophalen"}, ["bij"]),
        ({"wat": "certificaat", "gebrek": "verlopen"}, []),
        ({"wat": "certificaat", "gebrek": "verlopen", "bij": "bezorging", "functie": "WMO305"}, []),
        ({"wat": "certificaat"}, ["gebrek"]),
        ({"wat": "druk", "gebrek": "verlopen"}, ["gebrek"]),
        ({"wat": "certificaat", "gebrek": "ontbreekt"}, ["gebrek"]),
        ({"wat": "certificaat", "gebrek": "geweigerd", "bij": "bezorging"}, ["gebrek"]),
        ({"wat": "certificaat", "gebrek": "verlopen", "functie": "WMO301", "naar": "0983"}, ["functie", "naar"]),
    ],
)
def test_what_does_not_go_together_is_told(rule: dict[str, Any], keys: list[str]) -> None:
    assert [key for key, _ in faults_of(Storing.model_validate(rule))] == keys
