"""Whatever passes its schema is received: judged, booked once, answered once, and never a crash."""

from itertools import count
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.exchange.assigning import clients, issue
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Refusal
from gateway.exchange.receiving.receive import receive
from gateway.messages.common import Product
from gateway.messages.kinds.start import Wmo305
from gateway.rules.case import Start, Stop
from gateway.rules.reported import delivered_starts, delivered_stops, removes, start_of, stop_of
from gateway.standard.findings import Outcome
from gateway.store.parties.organisaties import Organisatie
from tests.support.api.parties import CLIENT, VENLO, ZORG, start, stop, with_header
from tests.support.exchange.assignments import new_assignment
from tests.support.messages.messages import BSN, start_product, stop_product, xml
from tests.support.messages.strategies import messages_of

ZENDER = Organisatie(ZORG, "aanbieder", "Zorg aan de Maas")
# The database is shared by all examples of a test, as it is by all messages in life.
SHARED = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))

fresh = map("F{}".format, count())


async def assigned(gateway: Gateway, bsn: str = BSN) -> int:
    """Assign care by ZORG to this client, and return the number."""
    client = await clients.register_client(gateway, VENLO, bsn, CLIENT)
    assignment = new_assignment(client.id)
    return (await issue.assign_care(gateway, VENLO, assignment)).assignment.nummer


async def answers(gateway: Gateway, bericht: UUID) -> list[str]:
    """Return the outcomes that the return messages to this message tell."""
    async with gateway.db.reading() as tx:
        rows = await tx.fetch("select uitkomst from berichten where heenbericht_id = $1", bericht)
    return [row["uitkomst"] for row in rows]


async def received(gateway: Gateway, message: Any) -> Outcome:
    """Return the verdict on this message, which is answered by one return message of the same tenor, or parked."""
    receipt = await receive(gateway, ZENDER, xml(message))
    expected = [] if receipt.oordeel is Outcome.GEPARKEERD else [receipt.oordeel.value]
    assert await answers(gateway, receipt.id) == expected
    assert (receipt.retourbericht_id is None) == (expected == [])
    return receipt.oordeel


@SHARED
@given(message=messages_of("WMO305") | messages_of("WMO307"))
async def test_any_message_that_passes_its_schema_is_received_and_answered_once(gateway: Gateway, message: Any) -> None:
    await received(gateway, with_header(message, afzender=ZORG, ontvanger=VENLO))


GOED = xml(start(1, "S1"))
MARKUP = (b"&#0;", b"&amp;", b"<", b">", b"<!--x-->", b"<?x y?>", b"<![CDATA[", b"]]>", b' xmlns="a"', b"</a>", b"--")
BYTES = (b"\0", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc3\xa9\xef\xbf\xbf", b'"', b"'", b"\r", b"&#xD800;", b"")
SCHERVEN = st.sampled_from((*MARKUP, *BYTES, b' encoding="x\0y"', BSN.encode()))


@settings(SHARED, max_examples=300)
@given(st.lists(st.tuples(st.integers(0, len(GOED)), st.integers(0, 30), SCHERVEN), min_size=1, max_size=3))
async def test_whatever_bytes_come_in_are_received_or_refused_on_record(
    gateway: Gateway, cuts: list[tuple[int, int, bytes]]
) -> None:
    data = GOED
    for at, gone, put in cuts:
        data = data[:at] + put + data[at + gone :]
    refused = None
    try:
        await receive(gateway, ZENDER, data)
    except Refusal as refusal:
        refused = refusal.text
    async with gateway.db.reading() as tx:
        last = await tx.fetchval("select probleem ->> 'melding' from weigeringen order by id desc")
    assert refused in (None, last)


async def test_a_declaration_with_a_nul_in_it_is_refused_on_record(gateway: Gateway) -> None:
    with pytest.raises(Refusal):
        await receive(gateway, ZENDER, b'<?xml version="1.0" encoding="x\0y"?><a/>')


NUMBERS = st.sampled_from(["1", "1", "01", "+1", " 1", None, "2"])
DAYS = st.sampled_from(["2024-02-01", "2024-02-01", " 2024-02-01\n", "2024-02-02"])
PRODUCTEN = st.sampled_from(["02A02", "02A02", "02A03", None]).map(lambda code: Product(categorie="02", code=code))
FIELDS = {
    "toewijzing_nummer": NUMBERS,
    "begindatum": DAYS,
    "product": PRODUCTEN,
    "status_aanlevering": st.sampled_from(["1", "1", "3"]),
}
STARTS = st.builds(start_product, **FIELDS)
STOPS = st.builds(
    stop_product,
    **FIELDS,
    reden_beeindiging=st.sampled_from(["20", "31"]),
    einddatum=st.sampled_from(["2024-02-20", " 2024-02-20", "2024-02-21"]),
)


@settings(SHARED, max_examples=150)
@given(producten=st.lists(STARTS, min_size=1, max_size=3) | st.lists(STOPS, min_size=1, max_size=3))
async def test_the_books_hold_what_approved_messages_delivered_and_did_not_take_back(
    gateway: Gateway, producten: list[Any]
) -> None:
    async with gateway.db.reading() as tx:
        known = await tx.fetchval("select count(*) from clienten")
    if not known:
        await assigned(gateway)
    before = await books(gateway)
    identificatie = next(fresh)
    message: Any
    if isinstance(producten[0], type(start_product())):
        message = start(1, identificatie, start_producten=tuple(producten))
    else:
        message = stop(1, identificatie, stop_producten=tuple(producten))
    if await received(gateway, message) is not Outcome.GOEDGEKEURD:
        assert await books(gateway) == before
    elif isinstance(message, Wmo305):
        gone = {repr(start_of(each)) for each in producten if removes(each)}
        assert await books(gateway) == sorted({*before} - gone | {repr(each) for _, each in delivered_starts(message)})
    else:
        gone = {repr(stop_of(each)) for each in producten if removes(each)}
        assert await books(gateway) == sorted({*before} - gone | {repr(each) for _, each in delivered_stops(message)})


async def books(gateway: Gateway) -> list[str]:
    """Return every start and stop that stands, in words."""
    async with gateway.db.reading() as tx:
        starts = await tx.fetch("select * from starts where verwijderd_door is null")
        stops = await tx.fetch("select * from stops where verwijderd_door is null")
    return sorted([repr(_typed(Start, row)) for row in starts] + [repr(_typed(Stop, row)) for row in stops])


def _typed(kind: Any, row: Any) -> Any:
    return kind(**{name: row[name] for name in kind.__dataclass_fields__})


async def test_a_start_taken_back_and_delivered_anew_under_another_spelling_of_its_number(gateway: Gateway) -> None:
    """Level 2 compares texts, so 1 and 01 are not the double that TR101 is after."""
    await assigned(gateway)
    assert await received(gateway, start(1, "S1")) is Outcome.GOEDGEKEURD
    for first, then in (("1", "01"), ("01", "1")):
        again = (
            start_product(toewijzing_nummer=then, status_aanlevering="1"),
            start_product(toewijzing_nummer=first, status_aanlevering="3"),
        )
        message = start(1, f"T{first}", start_producten=again)
        assert await received(gateway, message) is Outcome.GOEDGEKEURD
    async with gateway.db.reading() as tx:
        stands, gone = await tx.fetchrow(
            "select count(*) filter (where verwijderd_door is null), count(verwijderd_door) from starts"
        )
    assert (stands, gone) == (1, 2)


async def test_a_parked_message_does_not_keep_out_another_with_its_identificatie(gateway: Gateway) -> None:
    """Year 10000 passes the schema and the rules of level 2, but no book of ours can hold it."""
    single = {"toewijzing_nummer": None, "toewijzing_ingangsdatum": "12024-02-01"}
    for day in ("2024-02-01", "2024-02-02"):
        assert await received(gateway, start(1, "S1", begindatum=day, **single)) is Outcome.GEPARKEERD
