"""A municipality that is played answers by levels 1 and 2, and does with requests as it is told."""

from dataclasses import replace
from typing import Any

import pytest

from gateway.messages.kinds.antwoord import Wmo319
from gateway.messages.kinds.toewijzing import Wmo301
from gateway.messages.return_message import outcome_of
from tests.support.api.parties import VENLO, ZORG, start
from tests.support.api.requests import asked, vot, vow, wish
from tests.support.exchange.chain import envelope
from tests.support.exchange.simulated import a_scenario, a_simulator, bring, calm
from tests.support.messages.claims import wmo323
from tests.support.messages.messages import xml


async def answers_to(message: Any, **municipality: Any) -> list[Any]:
    """Return what a silent provider gets when it sends this message."""
    parties = {VENLO: municipality, ZORG: {"gedrag": ("zwijgt",)}}
    async with a_simulator(a_scenario(partijen=parties)) as simulator:
        await bring(simulator, envelope(xml(message), message.soort.name))
        await calm(simulator)
        return simulator.software[ZORG].got


async def test_what_is_in_order_is_approved_and_what_is_not_refused() -> None:
    for bsn, approved in (("999900006", True), ("999900007", False)):
        [answer] = await answers_to(start(1, "S1", bsn=bsn))
        assert outcome_of(answer).approved == approved


@pytest.mark.parametrize(
    ("message", "reply", "expected"),
    [
        (vot("V1", asked("A1")), "toekennen", ("WMO301", "A1", None)),
        (vot("V1", asked("A1")), "afwijzen", ("WMO319", "A1", "1")),
        (vot("V1", asked("A1")), "onderzoeken", ("WMO319", "A1", "2")),
        (vow("W1", "A2", change=[wish(1, "2024-04-01", "2024-12-31")]), "toekennen", ("WMO319", "A2", "2")),
    ],
)
async def test_a_request_gets_its_answer(message: Any, reply: str, expected: tuple[str, ...]) -> None:
    back, found = await answers_to(message, verzoeken=reply)
    assert outcome_of(back).approved
    if isinstance(found, Wmo301):
        [product] = found.client.toegewezen_producten
        assert (found.client.bsn, product.product) == (message.client.bsn, asked("A1").product)
        assert ("WMO301", product.referentie_aanbieder, None) == expected
    else:
        assert isinstance(found, Wmo319)
        assert ("WMO319", found.antwoord.referentie_aanbieder, found.antwoord.verzoek_antwoord) == expected


async def test_a_claim_gets_its_answer() -> None:
    claim = wmo323()
    claim = replace(claim, header=replace(claim.header, afzender=ZORG, ontvanger=VENLO))
    [answer] = await answers_to(claim)
    assert answer.soort.name == "WMO325"
    assert answer.declaratie_antwoord.retour_codes == ("8001",)
