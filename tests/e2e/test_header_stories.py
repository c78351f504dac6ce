"""The stories of the standard about the Header, over HTTP, for every message that a provider sends a municipality."""

from collections.abc import Callable
from typing import Any

import pytest
import pytest_asyncio
from lxml import etree

from gateway.messages.common import BerichtIdentificatie, Product
from gateway.messages.kinds.declaratie import Prestatie
from gateway.messages.registry import Message
from tests.support.api.application import SHARED, Api
from tests.support.api.claims import line
from tests.support.api.parties import VENLO, ZORG, with_header
from tests.support.api.reports import OK, Care, Reports, refused
from tests.support.api.requests import asked, vot, vow, wish
from tests.support.messages.claims import client, periode, wmo323

pytestmark = SHARED
TODAY, TOMORROW = "2024-03-01", "2024-03-02"
FIRST = "2024-02-26"
UNKNOWN = Care(999_999, "02A16", "2024-01-01")
"""Care on a number that nobody assigned, so that the class that names it is at fault."""

RETURN_HEADER = [
    "BerichtCode",
    "BerichtVersie",
    "BerichtSubversie",
    "Afzender",
    "Ontvanger",
    "BerichtIdentificatie",
    "XsdVersie",
    "IdentificatieRetour",
    "DagtekeningRetour",
    "XsdVersieRetour",
    "RetourCodes",
]
"""The fields of a WMO306's Header that refuses above level 2; XsltVersie goes with 0001 alone."""


def _claim(story: Reports, reference: str, care: Care) -> Message:
    prestatie: Prestatie = line(reference, care.nummer or 0, "2024-01", "3x04", 5000)
    return wmo323(
        afzender=ZORG,
        ontvanger=VENLO,
        declaratie_nummer=reference,
        declaratie_periode=periode("2024-01-01", "2024-01-31"),
        dagtekening=TODAY,
        declaratie_dagtekening=TODAY,
        clienten=(client(prestatie, bsn=story.bsn),),
    )


def _request(story: Reports, reference: str, care: Care) -> Message:
    wrong = Product(categorie="04", code="02A17")
    product = asked(reference, "02A17") if care.nummer != UNKNOWN.nummer else asked(reference, product=wrong)
    return vot("V", product, bsn=story.bsn)


def _change(story: Reports, reference: str, care: Care) -> Message:
    return vow("W", reference, change=[wish(care.nummer or 0, "2024-01-01", "2025-06-30")], bsn=story.bsn)


MESSAGES: dict[str, Callable[[Reports, str, Care], Message]] = {
    "WMO305": lambda story, _, care: story.message(care.start(FIRST)),
    "WMO307": lambda story, _, care: story.message(care.stop(FIRST, "19", "2024-02-29")),
    "WMO315": _request,
    "WMO317": _change,
    "WMO323": _claim,
}
"""By kind: a message of this client about this care, with this reference where its kind has one."""


@pytest_asyncio.fixture(loop_scope="module")
async def story(shared_api: Api) -> Reports:
    """A client of this test alone, on the first of March 2024."""
    return (await Reports.about_a_new_client(shared_api)).on(TODAY)


@pytest_asyncio.fixture(loop_scope="module")
async def care(story: Reports) -> Care:
    """An assignment of this client."""
    return await story.assign("2024-01-01..2024-12-31")


def named(message: Any, name: str, dagtekening: str = TODAY, **changes: Any) -> Message:
    """Return the message under this Identificatie, with this Dagtekening and these changes in its Header."""
    named_so = BerichtIdentificatie(identificatie=name, dagtekening=dagtekening)
    made: Message = with_header(message, bericht_identificatie=named_so, **changes)
    return made


async def header_codes(story: Reports, message: Message) -> tuple[str, ...]:
    """Send a message that is refused; return the codes of the answer's Header, after a look that it is all there is."""
    receipt = await story.zorg.submit(message)
    assert receipt["oordeel"] == "afgekeurd"
    raw = await story.zorg.bytes_of(receipt["retourberichtId"])
    assert [etree.QName(each).localname for each in etree.fromstring(raw)] == ["Header"]
    codes: tuple[str, ...] = (await story.zorg.read_message(receipt["retourberichtId"])).header.retour_codes
    return codes


async def _approve(story: Reports, kind: str, name: str, care: Care) -> None:
    """Send a message of this kind that is approved, under this name."""
    if kind == "WMO307":
        assert await story.report(care.start(FIRST)) == OK
    receipt = await story.zorg.submit(named(MESSAGES[kind](story, f"A{name}", care), name))
    assert receipt["oordeel"] == "goedgekeurd", await story.zorg.report(receipt["berichtId"])


@pytest.mark.parametrize("kind", MESSAGES)
async def test_s090_an_identificatie_twice_with_other_content(story: Reports, care: Care, kind: str) -> None:
    name = f"I{care.nummer}"
    await _approve(story, kind, name, care)
    faulty_too = MESSAGES[kind](story, f"B{name}", UNKNOWN)
    assert await header_codes(story, named(faulty_too, name)) == ("9056",)


@pytest.mark.parametrize("kind", MESSAGES)
@pytest.mark.parametrize("which", ["right", "faulty"])
async def test_s091_a_dagtekening_of_tomorrow(story: Reports, care: Care, kind: str, which: str) -> None:
    message = MESSAGES[kind](story, f"B{care.nummer}", care if which == "right" else UNKNOWN)
    assert await header_codes(story, named(message, f"T{care.nummer}", TOMORROW)) == ("8848",)


@pytest.mark.parametrize("kind", MESSAGES)
async def test_s092_an_unknown_municipality(story: Reports, care: Care, kind: str) -> None:
    for number, about in enumerate((care, UNKNOWN)):
        message = MESSAGES[kind](story, f"B{number}{care.nummer}", about)
        assert await header_codes(story, named(message, f"U{number}{care.nummer}", ontvanger="0000")) == ("S300",)


async def test_s093_the_identificatie_of_a_refused_message_is_free(story: Reports, care: Care) -> None:
    name = f"F{care.nummer}"
    assert await story.send(named(story.message(UNKNOWN.start(FIRST)), name)) == refused("Start", "9019")
    assert await story.send(named(story.message(care.start(FIRST)), name)) == OK
    again = named(story.message(care.start(FIRST, "3")), name)
    assert await story.send(again) == {"Header": ("9056",)}, "an approved one keeps it"


async def test_s094_the_fields_of_the_return_header_in_schema_order(story: Reports, care: Care) -> None:
    name = f"O{care.nummer}"
    await _approve(story, "WMO305", name, care)
    again = named(story.message(care.start("2024-02-27")), name, TOMORROW)
    assert await header_codes(story, again) == ("9056", "8848"), "Identificatie and Dagtekening, each with its code"
    receipt = await story.zorg.submit(again)
    [header] = etree.fromstring(await story.zorg.bytes_of(receipt["retourberichtId"]))
    assert [etree.QName(each).localname for each in header] == RETURN_HEADER
