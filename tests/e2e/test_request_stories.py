"""The scenarios of the standard about requests for care, over HTTP: each step with its verdict, codes and answer."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from gateway.exchange.signals.refresh import refresh_signals
from gateway.messages.common import Omvang, Product
from gateway.messages.kinds.verzoek import Verwijzer
from gateway.messages.registry import Message
from gateway.messages.write import serialise
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.application import Api
from tests.support.api.parties import (
    ASSIGNMENT,
    CLIENT,
    THUIS,
    VENLO,
    VENRAY,
    ZORG,
    Caller,
    problem,
    start,
    stop,
    with_header,
)
from tests.support.api.requests import (
    answer,
    asked,
    codes_of,
    decide,
    requests_of,
    the_message,
    the_request,
    vot,
)
from tests.support.messages.messages import BSN_2, wmo301
from tests.support.messages.requests import wmo319

WEESP = "0457"
"""A municipality that ended on 2022-03-23."""
REFUSED = {"Header": ("0200",), "Client": ("0200",)}


@pytest.fixture(autouse=True)
async def client(venlo: Caller) -> str:
    """The client of the stories, whom the municipality knows."""
    return await venlo.register()


async def references_told(zorg: Caller) -> dict[str, str | None]:
    """Return by product the references in the WMO301 that waits."""
    message = await the_message(zorg, "WMO301")
    return {each.product.code: each.referentie_aanbieder for each in message.client.toegewezen_producten}


def naming(message: Any, reference: str, code: str) -> Any:
    """Return this WMO301 under another name, with the reference on the line of this product alone."""
    lines = message.client.toegewezen_producten
    named = tuple(
        replace(each, referentie_aanbieder=reference if each.product.code == code else None) for each in lines
    )
    name = replace(message.header.bericht_identificatie, identificatie="T99")
    return with_header(
        replace(message, client=replace(message.client, toegewezen_producten=named)), bericht_identificatie=name
    )


async def answers_told(zorg: Caller) -> list[tuple[str, str, str | None]]:
    """Return of each WMO319 that waits the reference, VerzoekAntwoord and RedenAfwijzingVerzoek."""
    found = [each.antwoord for each in await zorg.collect() if each.soort.name == "WMO319"]
    return [(each.referentie_aanbieder, each.verzoek_antwoord, each.reden_afwijzing_verzoek) for each in found]


async def refused_by_level_2(zorg: Caller, message: Message) -> list[str]:
    """Send a message that level 2 refuses; return the codes of what it breaks."""
    receipt = await zorg.submit(message)
    header = (await zorg.read_message(receipt["retourberichtId"])).header
    assert (header.retour_codes, header.xslt_versie) == (("0001",), "2.10.5")
    return await zorg.codes(receipt["berichtId"])


async def test_s100_direct_grant(api: Api, venlo: Caller, zorg: Caller) -> None:
    month = Omvang(volume="382000", eenheid="83", frequentie="4")
    asks = asked("201901", omvang=month, verwijzer=Verwijzer(type="02", naam="Huisarts De Proef"))
    assert await codes_of(zorg, vot("V1", asks)) == {}
    request = await the_request(venlo, "201901")
    assert (request["status"], request["uiterlijk"], request["soort"]) == ("open", "2024-03-08", "WMO315")
    assert request["gevraagd"]["omvang"] == {"volume": "382000", "eenheid": "83", "frequentie": "4"}
    await zorg.collect()

    granted = await decide(venlo, "201901", "toekennen")
    [assignment] = granted["toewijzingen"]
    message = await the_message(zorg, "WMO301")
    [line] = message.client.toegewezen_producten
    assert (line.referentie_aanbieder, line.reden_wijziging, line.omvang) == ("201901", None, month)
    await answer(zorg, message, "R1")
    request = await the_request(venlo, "201901")
    assert (request["status"], request["uiterlijk"]) == ("toegekend", None)
    assert request["toewijzingNummers"] == [assignment["toewijzingNummer"]]
    assert [(each["antwoord"], each["uitkomst"]) for each in request["antwoorden"]] == [("toegekend", "goedgekeurd")]

    nummer, product = assignment["toewijzingNummer"], Product(categorie="02", code="02A16")
    care: dict[str, Any] = {"product": product, "toewijzing_ingangsdatum": "2024-04-01", "begindatum": "2024-04-01"}
    api.clock.now = datetime(2024, 5, 20, 9, tzinfo=UTC)
    ended = {**care, "reden_beeindiging": "21", "einddatum": "2024-05-15", "dagtekening": "2024-05-20"}
    assert await codes_of(zorg, start(nummer, "S1", **care, dagtekening="2024-05-20")) == {}
    assert await codes_of(zorg, stop(nummer, "E1", **ended)) == {}
    await venlo.change(nummer, einddatum="2024-05-15", redenWijziging="12")
    message = await the_message(zorg, "WMO301")
    [line] = message.client.toegewezen_producten
    assert (line.reden_wijziging, line.referentie_aanbieder) == ("12", None), "a stop is no request"
    assert await dry_run(zorg, naming(message, "201901", "02A16")) == ["TR379"], "the provider would refuse it (9379)"
    assert await codes_of(zorg, vot("V2", asked("R2", "04A04"), dagtekening="2024-05-20")) == {}, "none is open"


async def test_s101_grant_after_investigation(venlo: Caller, zorg: Caller) -> None:
    assert await codes_of(zorg, vot("V1", asked("R1"))) == {}
    investigated = await decide(venlo, "R1", "onderzoeken")
    assert (investigated["status"], investigated["uiterlijk"]) == ("in-onderzoek", "2024-04-26"), "eight weeks"
    message = await the_message(zorg, "WMO319")
    assert (message.antwoord.verzoek_antwoord, message.antwoord.reden_afwijzing_verzoek) == ("2", None)
    await answer(zorg, message, "A1")
    await decide(venlo, "R1", "toekennen")
    assert await references_told(zorg) == {"02A16": "R1"}
    assert (await the_request(venlo, "R1"))["status"] == "toegekend"


async def test_s102_direct_refusal(venlo: Caller, zorg: Caller) -> None:
    assert await codes_of(zorg, vot("V1", asked("R1"))) == {}
    refused = await decide(venlo, "R1", "afwijzen", reden="7", beslistDoor="J. Consulent")
    assert (refused["status"], refused["uiterlijk"]) == ("afgewezen", None)
    [told] = refused["antwoorden"]
    assert (told["reden"], told["ingetrokken"], told["beslistDoor"]) == ("7", False, "J. Consulent")
    message = await the_message(zorg, "WMO319")
    assert (message.header.afzender, message.header.ontvanger) == (VENLO, ZORG)
    told_in = message.antwoord
    assert (told_in.referentie_aanbieder, told_in.verzoek_antwoord, told_in.reden_afwijzing_verzoek) == ("R1", "1", "7")


async def test_s103_refusal_after_investigation(venlo: Caller, zorg: Caller) -> None:
    assert await codes_of(zorg, vot("V1", asked("R1"))) == {}
    await zorg.collect()
    await decide(venlo, "R1", "onderzoeken")
    await decide(venlo, "R1", "afwijzen", reden="2")
    assert await answers_told(zorg) == [("R1", "2", None), ("R1", "1", "2")]
    assert [each["antwoord"] for each in (await the_request(venlo, "R1"))["antwoorden"]] == [
        "in-onderzoek",
        "afgewezen",
    ]


async def test_s104_two_products_of_which_one_is_refused(venlo: Caller, zorg: Caller) -> None:
    other = asked("DEF987", "04A04", omvang=Omvang(volume="365", eenheid="14", frequentie="6"))
    assert await codes_of(zorg, vot("V1", asked("ABC987"), other)) == {}
    await zorg.collect()
    await decide(venlo, "ABC987", "toekennen")
    assert await references_told(zorg) == {"02A16": "ABC987"}
    assert await codes_of(zorg, vot("V2", asked("X1"))) == {
        **REFUSED,
        "Client": ("9374",),
        "AangevraagdProduct": ("0200",),
    }
    await decide(venlo, "DEF987", "afwijzen", reden="3")
    assert await answers_told(zorg) == [("DEF987", "1", "3")]
    assert await codes_of(zorg, vot("V3", asked("X1", "02A17"))) == {}


async def test_s105_one_granted_one_under_investigation(venlo: Caller, zorg: Caller) -> None:
    assert await codes_of(zorg, vot("V1", asked("R1"), asked("R2", "04A04"))) == {}
    await decide(venlo, "R1", "toekennen")
    await decide(venlo, "R2", "onderzoeken")
    assert (await codes_of(zorg, vot("V2", asked("R3"))))["Client"] == ("9374",)
    await decide(venlo, "R2", "afwijzen", reden="1")
    assert await answers_told(zorg) == [("R2", "2", None), ("R2", "1", "1")]
    assert await codes_of(zorg, vot("V3", asked("R3", "02A17"))) == {}


async def test_s106_other_municipality_is_a_reason(venlo: Caller, zorg: Caller) -> None:
    assert await codes_of(zorg, vot("V1", asked("345"))) == {}
    await decide(venlo, "345", "afwijzen", status=400, reden="8")
    await decide(venlo, "345", "afwijzen", reden="5")
    assert await answers_told(zorg) == [("345", "1", "5")], "and no more about the municipality: that is another act"


async def test_s108_again_while_pending(venlo: Caller, zorg: Caller) -> None:
    assert await codes_of(zorg, vot("V1", asked("R1"))) == {}
    again = await codes_of(zorg, vot("V2", asked("R1")))
    assert again == {"Header": ("0200",), "Client": ("9374",), "AangevraagdProduct": ("9347",)}
    other = await codes_of(zorg, vot("V3", asked("R2")))
    assert other == {"Header": ("0200",), "Client": ("9374",), "AangevraagdProduct": ("0200",)}
    assert [each["referentieAanbieder"] for each in await requests_of(venlo)] == ["R1"]


async def test_s109_a_reference_again_after_denial(venlo: Caller, zorg: Caller) -> None:
    assert await codes_of(zorg, vot("V1", asked("R1"))) == {}
    await decide(venlo, "R1", "afwijzen", reden="7")
    assert await codes_of(zorg, vot("V2", asked("R1"), asked("R2", "04A04"))) == {
        **REFUSED,
        "AangevraagdProduct[1]": ("9347",),
        "AangevraagdProduct[2]": ("0200",),
    }
    assert await codes_of(zorg, vot("V3", asked("R2", "04A04"))) == {}, "the other product wasn't processed (S116)"


async def test_s111_and_s112_are_level_2(zorg: Caller) -> None:
    twice = vot("V1", asked("R1"), asked("R1", "02A17"))
    assert await refused_by_level_2(zorg, twice) == ["TR101", "TR383"]
    assert await refused_by_level_2(zorg, vot("V2", asked("R1"), asked("R2"))) == ["TR386"]
    unlike = await codes_of(zorg, vot("V4", asked("R1 "), asked("R1", "02A17")))
    assert (unlike["AangevraagdProduct[1]"], unlike["AangevraagdProduct[2]"]) == (("0200",), ("9347",))
    exempt = {"product": Product(categorie="12"), "omvang": None, "budget": "1000"}
    assert await codes_of(zorg, vot("V3", asked("R1", **exempt), asked("R2", **exempt))) == {}


async def test_s113_and_s115_what_was_assigned_before_goes_along_without_reference(
    venlo: Caller, zorg: Caller, client: str
) -> None:
    standing = await venlo.assign(client, product={"categorie": "02", "code": "02A17"})
    assert await codes_of(zorg, vot("V1", asked("R1", "02A17"))) == {}, "content, and no return code"
    twice = await decide(venlo, "R1", "toekennen", status=400)
    assert [each["code"] for each in twice["bevindingen"]] == ["TR302"]
    assert twice["detail"].endswith("Ken andere zorg of andere dagen toe dan gevraagd (IV094), of wijs het verzoek af.")
    await decide(venlo, "R1", "afwijzen", reden="6")
    assert await codes_of(zorg, vot("V2", asked("R2"))) == {}
    await zorg.collect()
    await decide(venlo, "R2", "toekennen")
    message = await the_message(zorg, "WMO301")
    assert {each.product.code: each.referentie_aanbieder for each in message.client.toegewezen_producten} == {
        "02A17": None,
        "02A16": "R2",
    }
    assert await dry_run(zorg, naming(message, "R2", "02A17")) == ["TR379"], "the provider would refuse it (9379)"
    again = await venlo.change(standing["toewijzingNummer"], einddatum="2024-11-30")
    assert again["actueel"]["versie"] == 2
    assert await references_told(zorg) == {"02A17": None, "02A16": None}, "once, and no more (TR379)"


async def test_s116_and_s176_a_refused_request_never_was(venlo: Caller, zorg: Caller) -> None:
    wrong = asked("R2", product=Product(categorie="04", code="02A17"))
    assert await codes_of(zorg, vot("V1", asked("R1"), wrong)) == {
        "Header": ("0200",),
        "Client": ("0200",),
        "AangevraagdProduct[1]": ("0200",),
        "AangevraagdProduct[2]": ("S329",),
    }
    assert await requests_of(venlo) == []
    refusal = wmo319(afzender=VENLO, ontvanger=ZORG, referentie_aanbieder="R1", reden_afwijzing_verzoek="7")
    assert await dry_run(zorg, refusal) == ["TR355"]
    assert await codes_of(zorg, vot("V1", asked("R1"))) == {}, "its Identificatie and references are free"


async def granted_once(venlo: Caller, zorg: Caller) -> tuple[dict[str, Any], Any]:
    """Ask for care as R1 and have it granted; return the assignment, and the WMO301 that tells it."""
    assert await codes_of(zorg, vot("V1", asked("R1"))) == {}
    await zorg.collect()
    [assignment] = (await decide(venlo, "R1", "toekennen"))["toewijzingen"]
    return assignment, await the_message(zorg, "WMO301")


async def test_s117_a_refused_assignment_opens_the_request_again(venlo: Caller, zorg: Caller) -> None:
    assignment, granting = await granted_once(venlo, zorg)
    await answer(zorg, granting, "T1", "9332")
    request = await the_request(venlo, "R1")
    assert (request["status"], request["uiterlijk"]) == ("open", "2024-03-08"), "the five days go on"
    assert [each["uitkomst"] for each in request["antwoorden"]] == ["afgekeurd"]
    waits = await decide(venlo, "R1", "afwijzen", status=409, reden="7")
    assert waits["toewijzingNummers"] == [assignment["toewijzingNummer"]]
    other = {**ASSIGNMENT, "product": {"categorie": "02", "code": "02A17"}}
    del other["aanbieder"]
    for what in ("toekennen", "toekennen/controle"):
        told = await decide(venlo, "R1", what, status=409, anders=other)
        assert told["toewijzingNummers"] == [assignment["toewijzingNummer"]], "it would be sent as it is"
    tried = await decide(venlo, "R1", "toekennen/controle", status=200)
    assert (tried["toegestaan"], tried["delen"]) == (True, [])
    [line] = tried["wmo301"]
    assert line["toewijzingNummer"] == assignment["toewijzingNummer"]
    assert "afgekeurd en dus als niet verzonden" in line["waarom"]
    [again] = (await decide(venlo, "R1", "toekennen"))["toewijzingen"]
    assert again["toewijzingNummer"] == assignment["toewijzingNummer"], "sent again, and not decided again"
    assert await references_told(zorg) == {"02A16": "R1"}
    assert (await the_request(venlo, "R1"))["status"] == "toegekend"


async def test_what_grants_a_request_is_mended_and_has_its_reference_the_first_time_that_counts(
    venlo: Caller, zorg: Caller
) -> None:
    assert await codes_of(zorg, vot("V1", asked("R1"), asked("R2", "04A04"))) == {}
    await zorg.collect()
    numbers = []
    for reference in ("R1", "R2"):
        [assignment] = (await decide(venlo, reference, "toekennen"))["toewijzingen"]
        await answer(zorg, await the_message(zorg, "WMO301"), f"T{reference}", "9332")
        numbers.append(assignment["toewijzingNummer"])
    await venlo.change(numbers[1], verwijderd=True)
    assert await references_told(zorg) == {"02A16": "R1", "04A04": None}, "a removal grants nothing"
    assert [(await the_request(venlo, each))["status"] for each in ("R1", "R2")] == ["toegekend", "open"]
    await decide(venlo, "R2", "afwijzen", reden="7")

    assert await codes_of(zorg, vot("V2", asked("R3", "05A05"))) == {}
    await zorg.collect()
    [assignment] = (await decide(venlo, "R3", "toekennen"))["toewijzingen"]
    await answer(zorg, await the_message(zorg, "WMO301"), "T3", "9332")
    await venlo.change(assignment["toewijzingNummer"], einddatum="2024-11-30")
    assert await references_told(zorg) == {"02A16": None, "05A05": "R3"}
    assert (await the_request(venlo, "R3"))["status"] == "toegekend"
    await venlo.change(assignment["toewijzingNummer"], einddatum="2024-10-31")
    assert await references_told(zorg) == {"02A16": None, "05A05": None}, "told, and changed since"


async def test_a_change_that_crossed_the_refusal_of_the_grant_keeps_the_assignment_without_reference(
    venlo: Caller, zorg: Caller
) -> None:
    assignment, granting = await granted_once(venlo, zorg)
    nummer = assignment["toewijzingNummer"]
    await venlo.change(nummer, einddatum="2024-11-30")
    await zorg.collect()
    await answer(zorg, granting, "T1", "9332")
    assert (await the_request(venlo, "R1"))["status"] == "open"
    await venlo.change(nummer, einddatum="2024-10-31")
    assert await references_told(zorg) == {"02A16": None}, "it was sent already, so TR379 would refuse it"
    for what in ("toekennen", "toekennen/controle"):
        doubled = await decide(venlo, "R1", what, status=409)
        assert (doubled["type"].rpartition(":")[2], doubled["toewijzingNummers"]) == ("toekenning-al-bekend", [nummer])
    await venlo.change(nummer, verwijderd=True)
    await zorg.collect()
    [anew] = (await decide(venlo, "R1", "toekennen"))["toewijzingen"]
    assert anew["toewijzingNummer"] != nummer
    assert await references_told(zorg) == {"02A16": "R1"}


async def test_what_went_along_with_another_message_meanwhile_is_not_told_with_a_reference(
    venlo: Caller, zorg: Caller
) -> None:
    assignment, granting = await granted_once(venlo, zorg)
    for place, code in enumerate(("04A04", "05A05")):
        added = {"product": {"categorie": code[:2], "code": code}, "ingangsdatum": "2024-04-01"}
        await venlo.assign(assignment["clientId"], **added)
        assert (await references_told(zorg))["02A16"] is None
        if not place:
            await answer(zorg, granting, "T1", "9379")
    assert (await the_request(venlo, "R1"))["status"] == "open"
    await decide(venlo, "R1", "afwijzen", reden="7")


async def test_s118_and_s178_a_refused_answer_is_undone(venlo: Caller, zorg: Caller) -> None:
    assert await codes_of(zorg, vot("V1", asked("R1"))) == {}
    await zorg.collect()
    await decide(venlo, "R1", "onderzoeken")
    await answer(zorg, await the_message(zorg, "WMO319"), "A1", "9360")
    request = await the_request(venlo, "R1")
    assert (request["status"], request["uiterlijk"]) == ("open", "2024-03-08")
    assert [(each["antwoord"], each["uitkomst"]) for each in request["antwoorden"]] == [("in-onderzoek", "afgekeurd")]
    await decide(venlo, "R1", "onderzoeken")
    assert (await the_request(venlo, "R1"))["status"] == "in-onderzoek"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"beschikking_nummer": "1"}, "CD043"),
        ({"verwijzer": Verwijzer(type="02", naam="Huisarts", zorgverlener_code="01234567")}, "CD066"),
        ({"verwijzer": Verwijzer(type="02")}, "CD067"),
        ({"verwijzer": Verwijzer(type="01", zorgverlener_code="01234567")}, "CD068"),
    ],
)
async def test_s119_and_s120_level_2(zorg: Caller, changes: dict[str, Any], code: str) -> None:
    assert await refused_by_level_2(zorg, vot("V1", asked("R1", **changes))) == [code]


async def test_s121_terms_in_working_days(api: Api, venlo: Caller, zorg: Caller) -> None:
    api.clock.now = datetime(2025, 6, 2, 9, tzinfo=UTC)
    asks = asked("R1", toewijzing_ingangsdatum="2025-07-01", toewijzing_einddatum="2025-12-31")
    receipt = await zorg.submit(vot("V1", asks, dagtekening="2025-06-02"))
    answer_of_the_day = await zorg.read_message(receipt["retourberichtId"])
    assert answer_of_the_day.header.dagtekening_retour == "2025-06-02", "due on 5 June, and sent at once"
    assert (await the_request(venlo, "R1"))["uiterlijk"] == "2025-06-10", "9 June is Tweede Pinksterdag"
    await decide(venlo, "R1", "onderzoeken")
    assert (await the_request(venlo, "R1"))["uiterlijk"] == "2025-07-28"


async def test_s124_generic(venlo: Caller, zorg: Caller) -> None:
    generic = {"product": None, "omvang": None, "budget": "6000000"}
    open_ended = vot("V1", asked("R1", **generic, toewijzing_einddatum=None))
    assert await refused_by_level_2(zorg, open_ended) == ["CD075"]
    assert await codes_of(zorg, vot("V2", asked("R1", **generic))) == {}
    await zorg.collect()
    instead = {"ingangsdatum": "2024-04-01", "einddatum": "2024-12-31", "budget": 5_000_000}
    granted = await decide(venlo, "R1", "toekennen", anders=instead)
    assert granted["toewijzingen"][0]["actueel"]["budget"] == 5_000_000
    message = await the_message(zorg, "WMO301")
    assert message.client.toegewezen_producten[0].referentie_aanbieder == "R1"


async def test_s125_a_municipality_that_ended_takes_what_began_before(api: Api, zorg: Caller) -> None:
    unknown = await zorg.submit(vot("V1", asked("R1"), ontvanger="9999"))
    assert (await zorg.read_message(unknown["retourberichtId"])).header.retour_codes == ("S300",)
    async with api.gateway.db.transaction() as tx:
        await organisaties.save(tx, Organisatie(WEESP, "gemeente", "Weesp"))
    for name, begin, codes in (("V2", "2022-03-24", {"Header": ("S300",)}), ("V3", "2022-03-23", {})):
        asks = asked("R1", toewijzing_ingangsdatum=begin)
        assert await codes_of(zorg, vot(name, asks, ontvanger=WEESP)) == codes, begin


async def test_s170_s171_s172_s173_s179_no_second_answer(venlo: Caller, zorg: Caller) -> None:
    assert await codes_of(zorg, vot("V1", asked("R1"), asked("R2", "02A17"), asked("R3", "04A04"))) == {}
    await decide(venlo, "R1", "onderzoeken")
    twice = await decide(venlo, "R1", "onderzoeken", status=409)
    assert [each["code"] for each in twice["bevindingen"]] == ["TR360"]
    await decide(venlo, "R2", "afwijzen", reden="7")
    again = await decide(venlo, "R2", "afwijzen", status=409, reden="7")
    assert [each["code"] for each in again["bevindingen"]] == ["TR365"]
    after = await decide(venlo, "R2", "onderzoeken", status=409)
    assert [each["code"] for each in after["bevindingen"]] == ["TR360", "TR365"]
    await decide(venlo, "R3", "toekennen")
    late = await decide(venlo, "R3", "afwijzen", status=409, reden="7")
    assert [each["code"] for each in late["bevindingen"]] == ["TR359"]
    denied = await decide(venlo, "R2", "toekennen", status=409)
    assert denied["type"].endswith("verzoek-al-beantwoord")


async def test_withdrawal_is_a_refusal(venlo: Caller, zorg: Caller) -> None:
    assert await codes_of(zorg, vot("V1", asked("R1"))) == {}
    withdrawn = await decide(venlo, "R1", "afwijzen", reden="1", ingetrokken=True)
    assert withdrawn["antwoorden"][0]["ingetrokken"] is True
    assert await codes_of(zorg, vot("V2", asked("R2"))) == {}


async def test_an_assignment_that_names_the_reference_is_the_grant(venlo: Caller, zorg: Caller, client: str) -> None:
    assert await codes_of(zorg, vot("V1", asked("R1"))) == {}
    await zorg.collect()
    care = {"product": {"categorie": "02", "code": "02A16"}, "ingangsdatum": "2024-04-01"}
    made = await venlo.assign(client, **care, referentieAanbieder="R1")
    assert made["bevindingen"] == []
    assert (await the_request(venlo, "R1"))["toewijzingNummers"] == [made["toewijzingNummer"]]
    assert await references_told(zorg) == {"02A16": "R1"}
    other = await venlo.register(BSN_2)
    for who in (client, other):
        body = {"clientId": who, "aanbieder": ZORG, **care, "omvang": {"volume": 1, "eenheid": "82", "frequentie": "6"}}
        refused = await venlo.http.post("/v1/toewijzingen", json={**body, "referentieAanbieder": "R1"})
        problem(refused, 409)


async def test_a_client_whom_the_municipality_does_not_know(venlo: Caller, zorg: Caller) -> None:
    assert await codes_of(zorg, vot("V1", asked("R1"), bsn=BSN_2)) == {}
    request = await the_request(venlo, "R1")
    path = f"/v1/clienten/{request['clientId']}"
    for what in ("toekennen/controle", "toekennen"):
        incomplete = await decide(venlo, "R1", what, status=400)
        assert f"naam.naamGebruik, contactgegevens. Vul ze aan met PUT {path}," in incomplete["detail"]
    assert (await venlo.http.put(path, json=CLIENT)).status_code == 200
    assert (await decide(venlo, "R1", "toekennen"))["verzoek"]["status"] == "toegekend"


async def test_another_municipality_and_another_provider_see_nothing(api: Api, zorg: Caller, venlo: Caller) -> None:
    venray = await api.caller(VENRAY)
    assert await codes_of(zorg, vot("V1", asked("R1"))) == {}
    id = (await the_request(venlo, "R1"))["verzoekId"]
    assert await requests_of(venray) == []
    problem(await venray.http.get(f"/v1/verzoeken/{id}"), 404, "verzoek-onbekend")
    problem(await venray.http.post(f"/v1/verzoeken/{id}/afwijzen", json={"reden": "7"}), 404)
    thuis = await api.caller(THUIS)
    assert await requests_of(thuis) == []
    problem(await thuis.http.get(f"/v1/verzoeken/{id}"), 404, "verzoek-onbekend")
    assert [each["verzoekId"] for each in await requests_of(zorg)] == [id]
    problem(await zorg.http.post(f"/v1/verzoeken/{id}/afwijzen", json={"reden": "7"}), 403)


async def dry_run(caller: Caller, message: Message) -> list[str]:
    """Return the codes that refuse this message by the books of now; nothing is kept."""
    response = await caller.http.post(
        "/v1/validaties?tegenAdministratie=true",
        content=serialise(message),
        headers={"content-type": "application/xml"},
    )
    assert response.status_code == 200, response.text
    return [each["code"] for each in response.json()["bevindingen"] if each["severity"] == "afkeur"]


async def test_s033_a_dry_run_of_an_assignment(venlo: Caller, zorg: Caller) -> None:
    message = wmo301(afzender=VENLO, ontvanger=ZORG, toewijzing_nummer="77", referentie_aanbieder="R1")
    assert await dry_run(zorg, message) == ["TR379"]
    assert await codes_of(zorg, vot("V1", asked("R1"))) == {}
    assert await dry_run(zorg, message) == []
    await decide(venlo, "R1", "afwijzen", reden="7")
    assert await dry_run(zorg, message) == [], "no rule names an assignment after a refusal"


async def test_s174_and_s177_a_dry_run_of_an_answer(venlo: Caller, zorg: Caller) -> None:
    answer_to_r1 = wmo319(afzender=VENLO, ontvanger=ZORG, referentie_aanbieder="R1", reden_afwijzing_verzoek="7")
    assert await dry_run(zorg, answer_to_r1) == ["TR355"]
    assert await codes_of(zorg, vot("V1", asked("R1"))) == {}
    assert await dry_run(zorg, answer_to_r1) == []
    await decide(venlo, "R1", "afwijzen", reden="7")
    assert await dry_run(zorg, answer_to_r1) == ["TR365"]
    sent = await the_message(zorg, "WMO319")
    assert await dry_run(zorg, sent) == [], "the very message that gave the answer"


async def test_an_open_request_is_a_work_item_until_it_is_decided(api: Api, venlo: Caller, zorg: Caller) -> None:
    async def items(status: str = "open") -> list[tuple[str, str]]:
        await refresh_signals(api.gateway)
        found = (await venlo.http.get("/v1/signalen", params={"status": status})).json()["signalen"]
        return [(each["uiterlijk"], each["berichtId"]) for each in found if each["code"] == "NL-818"]

    receipt = await zorg.submit(vot("V1", asked("R1"), asked("R2", "02A17")))
    api.clock.advance(minutes=10)
    assert await items() == [("2024-03-08", receipt["berichtId"])] * 2
    await decide(venlo, "R1", "onderzoeken")
    api.clock.advance(minutes=10)
    assert await items() == [("2024-03-08", receipt["berichtId"]), ("2024-04-26", receipt["berichtId"])]
    await zorg.collect()
    await decide(venlo, "R1", "toekennen")
    await decide(venlo, "R2", "afwijzen", reden="7")
    api.clock.advance(minutes=10)
    assert await items() == []
    assert len(await items("vervallen")) == 2
    refused = await the_message(zorg, "WMO301")
    await answer(zorg, refused, "T1", "9332")
    api.clock.advance(minutes=10)
    assert await items() == [("2024-04-26", receipt["berichtId"])], "still under investigation"


async def test_its_work_item_tells_of_a_refused_answer_and_of_an_assignment_that_overtook_it(
    api: Api, venlo: Caller, zorg: Caller, client: str
) -> None:
    async def text() -> str:
        api.clock.advance(minutes=10)
        await refresh_signals(api.gateway)
        found = (await venlo.http.get("/v1/signalen", params={"code": "NL-818", "status": "open"})).json()["signalen"]
        [item] = found
        return str(item["tekst"])

    assert await codes_of(zorg, vot("V1", asked("R1"))) == {}
    assert "zonder deze referentie" not in await text()
    await zorg.collect()
    await decide(venlo, "R1", "onderzoeken")
    assert "af, en die geldt als niet gestuurd" not in await text()
    await answer(zorg, await the_message(zorg, "WMO319"), "T1", "9360")
    assert "keurde de WMO319 van 2024-03-01 af, en die geldt als niet gestuurd" in await text()
    care = {"product": {"categorie": "02", "code": "02A16"}, "ingangsdatum": "2024-04-01"}
    nummer = (await venlo.assign(client, **care))["toewijzingNummer"]
    assert f"zonder deze referentie: toewijzing {nummer}." in await text()
