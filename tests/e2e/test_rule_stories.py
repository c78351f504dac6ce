"""Histories that the standard allows and their forbidden twins, over HTTP, each step with its return message."""

from datetime import date
from typing import Any

import pytest

from gateway.exchange.parties import accounts
from gateway.messages.common import Product
from gateway.messages.kinds.start import Wmo305
from gateway.messages.registry import Message
from gateway.messages.return_message import NO_REMARK, outcome_of
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, ZORG, Caller, start, stop, with_header
from tests.support.messages.messages import start_product, stop_product, wmo305, wmo307

TEMPORARY = {"reden_beeindiging": "20", "einddatum": "2024-02-10"}
FINAL = {"reden_beeindiging": "19", "einddatum": "2024-02-20"}


@pytest.fixture
async def nummer(venlo: Caller, zorg: Caller) -> int:
    """An assignment that the provider knows."""
    number: int = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
    await zorg.collect()
    return number


async def _codes(zorg: Caller, message: Message) -> list[str]:
    """Return the codes that name a fault in the answer to this message, after a look at the rest of the answer."""
    receipt = await zorg.submit(message)
    answer = await zorg.read_message(receipt["retourberichtId"])
    assert [type(each) for each in await zorg.collect()] == [type(answer)]
    assert answer.header.bericht_identificatie == message.header.bericht_identificatie
    found = outcome_of(answer)
    codes = [code for _, code in found.codes if code != NO_REMARK]
    assert (receipt["oordeel"] == "goedgekeurd") is found.approved is (codes == [])
    report = await zorg.report(receipt["berichtId"])
    refused = [each for each in report["bevindingen"] if each["severity"] == "afkeur"]
    in_header = set(answer.header.retour_codes) - {NO_REMARK}
    assert {each["retourcode"] for each in refused} >= set(codes)
    assert in_header or {each["retourcode"] for each in refused} == set(codes)
    assert all(each["text"] and each["remedy"] and each["source"] for each in refused)
    return codes


def _starts(identificatie: str, nummer: int, *changes: dict[str, Any]) -> Message:
    producten = tuple(start_product(**{"toewijzing_nummer": str(nummer), **each}) for each in changes)
    return wmo305(afzender=ZORG, ontvanger=VENLO, identificatie=identificatie, start_producten=producten)


def _stops(identificatie: str, nummer: int, *changes: dict[str, Any]) -> Message:
    producten = tuple(stop_product(**{"toewijzing_nummer": str(nummer), **each}) for each in changes)
    return wmo307(afzender=ZORG, ontvanger=VENLO, identificatie=identificatie, stop_producten=producten)


async def test_a_temporary_stop_and_the_final_one_on_the_same_date(zorg: Caller, nummer: int) -> None:
    assert await _codes(zorg, start(nummer, "A1")) == []
    assert await _codes(zorg, stop(nummer, "A2", **TEMPORARY)) == []
    assert await _codes(zorg, stop(nummer, "A3", **{**FINAL, "einddatum": TEMPORARY["einddatum"]})) == []


async def test_a_temporary_stop_and_the_final_one_later(zorg: Caller, nummer: int) -> None:
    assert await _codes(zorg, start(nummer, "A1")) == []
    assert await _codes(zorg, stop(nummer, "A2", **TEMPORARY)) == []
    assert await _codes(zorg, stop(nummer, "A3", **FINAL)) == []


async def test_a_stop_corrected_by_a_removal_and_a_new_stop_in_one_message(zorg: Caller, nummer: int) -> None:
    assert await _codes(zorg, start(nummer, "A1")) == []
    assert await _codes(zorg, stop(nummer, "A2", **FINAL)) == []
    beter = {**FINAL, "einddatum": "2024-02-25"}
    gone, better_gone = ({**each, "status_aanlevering": "3"} for each in (FINAL, beter))
    assert await _codes(zorg, _stops("A3", nummer, gone, beter)) == []
    assert await _codes(zorg, _stops("A4", nummer, FINAL, better_gone)) == [], "whichever comes first"


async def test_after_any_stop_care_may_start_again(zorg: Caller, nummer: int) -> None:
    assert await _codes(zorg, start(nummer, "A1")) == []
    assert await _codes(zorg, stop(nummer, "A2", **TEMPORARY)) == []
    assert await _codes(zorg, start(nummer, "A3", begindatum="2024-02-11")) == []
    assert await _codes(zorg, stop(nummer, "A4", begindatum="2024-02-11", **FINAL)) == []
    assert await _codes(zorg, start(nummer, "A5", begindatum="2024-02-21")) == []


async def test_a_removed_start_never_was(zorg: Caller, nummer: int) -> None:
    assert await _codes(zorg, start(nummer, "A1")) == []
    assert await _codes(zorg, start(nummer, "A2", status_aanlevering="3")) == []
    assert await _codes(zorg, stop(nummer, "A3")) == ["9069"]
    assert await _codes(zorg, start(nummer, "A4")) == []


async def test_a_refused_message_never_was(zorg: Caller, nummer: int) -> None:
    half_right = _starts("A1", nummer, {}, {"toewijzing_nummer": str(nummer + 1)})
    assert await _codes(zorg, half_right) == ["9019"]
    assert await _codes(zorg, start(nummer, "A2", status_aanlevering="3")) == ["9063"]
    assert await _codes(zorg, start(nummer, "A3")) == []


@pytest.mark.parametrize(
    ("before", "message", "code"),
    [
        ([TEMPORARY], {**TEMPORARY, "einddatum": "2024-02-12"}, "9413"),
        ([TEMPORARY], {**FINAL, "einddatum": "2024-02-09"}, "9414"),
        ([FINAL], {"reden_beeindiging": "21", "einddatum": "2024-02-21"}, "9415"),
        ([FINAL], {**FINAL, "einddatum": "2024-02-22", "status_aanlevering": "3"}, "9063"),
        ([TEMPORARY], TEMPORARY, "9074"),
    ],
    ids=["second temporary", "final before temporary", "second final", "removal of what never was", "same key twice"],
)
async def test_a_forbidden_stop(zorg: Caller, nummer: int, before: Any, message: dict[str, Any], code: str) -> None:
    assert await _codes(zorg, start(nummer, "A1")) == []
    for number, each in enumerate(before):
        assert await _codes(zorg, stop(nummer, f"B{number}", **each)) == []
    assert code in await _codes(zorg, stop(nummer, "C1", **message))


async def test_a_forbidden_start(zorg: Caller, nummer: int) -> None:
    assert await _codes(zorg, start(nummer, "A0", status_aanlevering="3")) == ["9063"]
    assert await _codes(zorg, start(nummer, "A1")) == []
    assert await _codes(zorg, start(nummer, "A2", begindatum="2024-02-05")) == ["9326"]
    assert "9074" in await _codes(zorg, start(nummer, "A3"))
    assert await _codes(zorg, stop(nummer, "A4", **FINAL)) == []
    assert await _codes(zorg, start(nummer, "A5")) == ["9074"]
    assert await _codes(zorg, start(nummer, "A6", status_aanlevering="3")) == ["9071"]


async def test_a_stop_without_a_start_and_what_names_no_assignment(zorg: Caller, nummer: int) -> None:
    assert await _codes(zorg, stop(nummer, "A1")) == ["9069"]
    assert await _codes(zorg, start(nummer + 1, "A2")) == ["9019"]


async def test_what_is_wrong_with_the_header(zorg: Caller, nummer: int) -> None:
    assert await _codes(zorg, start(nummer, "A1")) == []
    assert await _codes(zorg, start(nummer, "A1", begindatum="2024-02-02")) == ["9056"]
    tomorrow = date(2024, 3, 2).isoformat()
    assert await _codes(zorg, start(nummer, "A2", dagtekening=tomorrow)) == ["8848"]
    assert await _codes(zorg, with_header(start(nummer, "A3"), ontvanger="0000")) == ["S300"]


async def test_another_product_is_refused_unless_the_municipality_wants_a_signal(
    api: Api, zorg: Caller, nummer: int
) -> None:
    other = {"product": Product(categorie="02", code="02A03")}
    assert await _codes(zorg, start(nummer, "A1", **other)) == ["9019"]
    await accounts.change_account(api.gateway, VENLO, productverschil_is_signaal=True)
    outside = start(nummer, "A2", product=Product(categorie="03", code="02A02"))
    assert await _codes(zorg, outside) == ["S329"]
    receipt = await zorg.submit(start(nummer, "A3", **other))
    assert receipt["oordeel"] == "goedgekeurd"
    assert isinstance(await zorg.read_message(receipt["berichtId"]), Wmo305)
    signals = {each["code"]: each["severity"] for each in (await zorg.report(receipt["berichtId"]))["bevindingen"]}
    assert signals["IV075"] == "signaal"
