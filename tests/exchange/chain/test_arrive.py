"""What the chain brings is taken once, or refused with the code that says why."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from gateway.exchange.parties.accounts import add_account
from gateway.messages.read import read
from gateway.messages.return_message import compose
from gateway.messages.write import serialise
from gateway.standard.stuf.messages import StufFault, StufParty, StufReceipt, Version
from gateway.standard.stuf.read import read_soap
from gateway.standard.stuf.write import soap_request
from gateway.standard.xml.parse import parse
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.application import NOW, Api
from tests.support.api.parties import THUIS, ZORG, Caller, start
from tests.support.exchange.chain import Chain, a_chain, envelope, fault_of, receipt_of
from tests.support.exchange.workers import working

WMO305 = serialise(start(1, "S1"))


async def refused(chain: Chain, message: Any, code: str) -> StufFault:
    found = await chain.bring(message)
    assert isinstance(found, StufFault)
    assert (found.code, found.fout) == ("Fo03", code), found
    return found


async def kept(api: Api) -> tuple[int, int]:
    async with api.gateway.db.reading() as tx:
        return (
            await tx.fetchval("select count(*) from berichten"),
            await tx.fetchval("select count(*) from enveloppen_in"),
        )


@pytest.mark.parametrize(
    ("changes", "code", "said"),
    [
        ({"functie": "WMO399"}, "StUF034", "Een WMO399 bestaat niet in iWmo 3.2."),
        ({"functie": "JW305"}, "StUF034", "Een JW305 bestaat niet in iWmo 3.2."),
        ({"functie": "WMO306"}, "StUF040", "Een WMO306 komt niet als Di01."),
        (
            {"code": "Du01", "cross_refnummer": "0f9e8d7c-6b5a-4493-8271-605f4e3d2c1b"},
            "StUF040",
            "Een WMO305 komt niet als Du01.",
        ),
        ({"functie_versie": Version(major=3, minor=1)}, "StUF037", "WMO305 komt in versie 3.1; wij kennen 3.2."),
        ({"functie": "WMO307"}, "StUF055", "In de envelop van een WMO307 zit een WMO305."),
        ({"ontvanger": StufParty("CBS", "GGk")}, "StUF010", "Geen van beide partijen is een gemeente."),
        ({"ontvanger": StufParty("0957", "GGk")}, "StUF010", "0957 is hier niet ingeschreven."),
        ({"zender": StufParty(THUIS, "ECD")}, "StUF013", f"ggk heeft vandaag geen machtiging om voor {THUIS}"),
        ({"zender": StufParty("99990099", "ECD")}, "StUF013", "geen machtiging om voor 99990099"),
        ({"content": b"<Bericht/>"}, "StUF055", "namespace"),
        ({"content": b"%PDF-1.7"}, "StUF055", "geen XML"),
        ({"content": WMO305.replace(b"Begindatum>", b"Beginnetje>")}, "StUF055", "voldoet niet aan het schema"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
async def test_an_envelope_that_is_not_taken_is_refused(
    api: Api, changes: dict[str, Any], code: str, said: str
) -> None:
    async with a_chain(api) as chain:
        before = await kept(api)
        sent = replace(envelope(WMO305, "WMO305"), **changes)
        fault = await refused(chain, sent, code)
        assert said in (fault.details or "")
        assert (fault.zender, fault.ontvanger) == (sent.ontvanger, sent.zender)
        assert fault.cross_refnummer == sent.referentienummer
        assert await kept(api) == before


async def test_a_municipality_that_merged_is_answered_as_long_as_it_is_enrolled(api: Api) -> None:
    merged = "0756"
    sent = envelope(WMO305.replace(b"0983", merged.encode()), "WMO305", ontvanger=StufParty(merged, "GGk"))
    async with a_chain(api) as chain:
        fault = await refused(chain, sent, "StUF010")
        assert (fault.details or "").startswith(
            f"{merged} is hier niet ingeschreven. {merged} (Boxmeer) bestaat tot en met"
        )
        assert "1982 (Land van Cuijk)" in (fault.details or "")
        await add_account(api.gateway, Organisatie(merged, "gemeente", "Boxmeer"))
        assert isinstance(await chain.bring(sent), StufReceipt)


async def test_another_envelope_under_the_same_reference_is_refused(api: Api, venlo: Caller) -> None:
    async with a_chain(api) as chain:
        number = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
        first = envelope(serialise(start(number, "S1")), "WMO305")
        assert isinstance(await chain.bring(first), StufReceipt)
        await refused(chain, replace(first, content=serialise(start(number, "S2"))), "StUF016")
        other_sender = replace(first, zender=StufParty(ZORG, "Ander ECD"))
        assert isinstance(await chain.bring(other_sender), StufReceipt), "the same bytes of the same party again"


async def test_a_message_of_another_party_than_the_envelope_names_is_refused(api: Api, venlo: Caller) -> None:
    async with a_chain(api) as chain:
        number = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
        foreign = serialise(start(number, "S1")).replace(ZORG.encode(), THUIS.encode())
        fault = await refused(chain, envelope(foreign, "WMO305"), "StUF052")
        assert THUIS in (fault.details or "")


async def test_a_message_that_breaks_a_rule_is_taken_and_answered_by_the_standard(api: Api, venlo: Caller) -> None:
    async with a_chain(api) as chain:
        number = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
        assert isinstance(await chain.bring(envelope(serialise(start(number, "S1")), "WMO305")), StufReceipt)
        again = serialise(start(number, "S1", begindatum="2024-02-05"))
        assert isinstance(await chain.bring(envelope(again, "WMO305")), StufReceipt)
        async with api.gateway.db.reading() as tx:
            rows = await tx.fetch("select soort, oordeel from berichten where soort = 'WMO305' order by id")
            assert [row["oordeel"] for row in rows] == ["goedgekeurd", "afgekeurd"]


async def test_many_at_once_of_one_envelope_give_one_message(api: Api, venlo: Caller) -> None:
    async with a_chain(api) as chain:
        number = (await venlo.assign(await venlo.register()))["toewijzingNummer"]
        sent = envelope(serialise(start(number, "S1")), "WMO305")
        answers = await asyncio.gather(*(chain.bring(sent) for _ in range(8)))
        assert all(isinstance(each, StufReceipt) for each in answers)
        assert await kept(api) == (3, 1), "the assignment, the report and its answer"


async def test_an_answer_that_comes_as_a_question_is_refused(api: Api) -> None:
    async with a_chain(api) as chain:
        sent = envelope(WMO305, "WMO305")
        fault = await refused(chain, receipt_of(sent), "StUF025")
        assert "Een Bv03 komt hier niet als vraag binnen." in (fault.details or "")
        await refused(chain, fault_of(sent, "StUF046", code="Fo03"), "StUF025")


@pytest.mark.parametrize(("data", "said"), [(b"<a/>", "geen SOAP 1.1"), (b"<a", "welgevormde XML")])
async def test_bytes_that_are_no_soap_get_a_fault(api: Api, data: bytes, said: str) -> None:
    async with a_chain(api) as chain:
        response = await chain.post(data)
        assert response.status_code == 500
        assert said in (read_soap(response.content).findtext("faultstring") or "")


async def test_an_envelope_that_cannot_be_answered_by_name_gets_a_plain_fault(api: Api) -> None:
    async with a_chain(api) as chain:
        data = soap_request(envelope(WMO305, "WMO305"))
        broken = data.replace(b"StUF:zender>", b"StUF:afzender>")
        response = await chain.post(broken)
        fault = read_soap(response.content)
        assert response.status_code == 500
        assert fault.find("detail") is None
        assert "voldoet niet aan zijn schema" in (fault.findtext("faultstring") or "")


async def test_vecozo_answers_in_the_place_of_a_provider(api: Api, venlo: Caller) -> None:
    vecozo = StufParty("VECOZO", "VECOZOWebservice")
    async with a_chain(api) as chain, working(api.gateway):
        await venlo.assign(await venlo.register())
        await chain.has(1)
        wmo301 = read(parse(chain.envelopes[0].content))
        answer = compose(wmo301, [], identificatie="R1", dagtekening=NOW.date(), xslt_versie="2.10.5")
        sent = envelope(
            serialise(answer),
            "WMO302",
            code="Du01",
            zender=vecozo,
            cross_refnummer=chain.envelopes[0].referentienummer,
        )
        assert isinstance(await chain.bring(sent), StufReceipt)
        await refused(chain, envelope(WMO305, "WMO305", zender=vecozo), "StUF013")
