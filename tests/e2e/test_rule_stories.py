"""Starts that the rules refuse beside those of the stories, over HTTP, each step with its return message."""

import pytest

from gateway.exchange.parties import accounts
from gateway.messages.common import Product
from gateway.messages.kinds.start import Wmo305
from gateway.messages.registry import Message
from gateway.messages.return_message import NO_REMARK, outcome_of
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, Caller, start, stop

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


async def test_a_forbidden_start(zorg: Caller, nummer: int) -> None:
    assert await _codes(zorg, start(nummer, "A0", status_aanlevering="3")) == ["9063"]
    assert await _codes(zorg, start(nummer, "A1")) == []
    assert await _codes(zorg, start(nummer, "A2", begindatum="2024-02-05")) == ["9326"]
    assert "9074" in await _codes(zorg, start(nummer, "A3"))
    assert await _codes(zorg, stop(nummer, "A4", **FINAL)) == []
    assert await _codes(zorg, start(nummer, "A5")) == ["9074"]
    assert await _codes(zorg, start(nummer, "A6", status_aanlevering="3")) == ["9071"]


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
