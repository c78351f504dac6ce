"""Looking up a message: its parties and the operator see it, each as much as is theirs to see."""

from dataclasses import replace

import pytest

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Gone, NotFound
from gateway.exchange.receiving.lookup import Found, check_content_kept, find_message
from gateway.standard.findings import VISIBLE_TO_PROVIDER
from gateway.store.ledger import gebeurtenissen
from gateway.store.ledger.gebeurtenissen import OVERRULED
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import BEHEER, THUIS, VENLO, ZORG
from tests.support.store.ledger import book, entry

MUNICIPALITY = Organisatie(VENLO, "gemeente", "Venlo")
PROVIDER = Organisatie(ZORG, "aanbieder", "Zorg aan de Maas")
OPERATOR = Organisatie(BEHEER, "beheerder", "Beheer")
FINDINGS = ({"code": "TR019"}, {"code": "NL-201"}, {"code": "NL-701", VISIBLE_TO_PROVIDER: True})


async def test_findings_of_policy_and_overrides_are_the_municipality_s(gateway: Gateway) -> None:
    id = await book(gateway.db, bevindingen=FINDINGS)
    async with gateway.db.transaction() as tx:
        await gebeurtenissen.log_event(tx, VENLO, id, OVERRULED, ingang="sleutel x")
    seen = {each.code: await find_message(gateway, each, id) for each in (MUNICIPALITY, PROVIDER, OPERATOR)}
    codes = {code: [each["code"] for each in found.entry.bevindingen] for code, found in seen.items()}
    assert codes == {VENLO: ["TR019", "NL-201", "NL-701"], ZORG: ["TR019", "NL-701"], BEHEER: ["TR019", "NL-701"]}
    assert [each["gegevens"] for each in seen[VENLO].events] == [{}], "only an operator sees which key"
    assert seen[ZORG].events == []


async def test_advice_to_mend_a_message_is_for_who_sent_it(gateway: Gateway) -> None:
    refused = {"code": "TR134", "severity": "afkeur", "remedy": "Verbeter de datum."}
    signal = {"code": "OP271", "severity": "signaal", "remedy": "Stem het af."}
    id = await book(
        gateway.db,
        soort="WMO305",
        richting="in",
        verzender=ZORG,
        ontvanger=VENLO,
        bevindingen=(refused, {"code": "XSD", "severity": "afkeur"}, signal),
    )
    advice = {
        each.code: [found.get("remedy") for found in (await find_message(gateway, each, id)).entry.bevindingen]
        for each in (MUNICIPALITY, PROVIDER, OPERATOR)
    }
    elsewhere = ["Aan de afzender: Verbeter de datum.", None, "Stem het af."]
    assert advice == {ZORG: ["Verbeter de datum.", None, "Stem het af."], VENLO: elsewhere, BEHEER: elsewhere}


async def test_a_message_between_others_does_not_exist(gateway: Gateway) -> None:
    id = await book(gateway.db)
    for caller in (Organisatie(THUIS, "aanbieder", "Thuis"), replace(PROVIDER, berichtsoorten=("WMO305",))):
        with pytest.raises(NotFound):
            await find_message(gateway, caller, id)


async def test_the_answer_tells_the_outcome(gateway: Gateway) -> None:
    forward = await book(gateway.db, soort="WMO305", richting="in", verzender=ZORG, ontvanger=VENLO)
    answer = await book(gateway.db, heenbericht_id=forward, uitkomst="afgekeurd")
    found = await find_message(gateway, PROVIDER, forward)
    assert found.answer is not None
    assert (found.answer.id, found.outcome) == (answer, "afgekeurd")


def test_erased_content_is_gone() -> None:
    check_content_kept(Found(entry(), None, [], None))
    with pytest.raises(Gone):
        check_content_kept(Found(entry(inhoud=b""), None, [], None))
