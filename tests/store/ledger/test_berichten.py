"""Messages of the ledger are found by what they are, and an Identificatie that may hold a BSN is shown masked."""

from dataclasses import replace

from gateway.standard.findings import Outcome
from gateway.store.db.booking import Booking
from gateway.store.db.database import Connection
from gateway.store.ledger import berichten
from gateway.store.ledger.berichten import Bericht
from tests.support.api.parties import THUIS, VENLO, ZORG
from tests.support.store.ledger import entry


async def write(tx: Connection, *messages: Bericht) -> None:
    booking = Booking()
    for each in messages:
        berichten.book_message(booking, each)
    await booking.write(tx)


async def test_a_message_is_found_as_it_was_written(tx: Connection) -> None:
    findings = ({"code": "TR056", "severity": "afkeur"},)
    message = entry(oordeel=Outcome.AFGEKEURD, bevindingen=findings)
    await write(tx, message)
    found = await berichten.find(tx, message.id)
    assert found is not None
    assert replace(found, bevindingen=tuple(found.bevindingen)) == message
    assert found.aanbieder == ZORG
    assert await berichten.find(tx, berichten.new_id()) is None


async def test_the_last_approved_message_under_an_identificatie_counts_as_sent(tx: Connection) -> None:
    refused = entry(identificatie="EEN", oordeel=Outcome.AFGEKEURD)
    approved = entry(identificatie="EEN")
    await write(tx, refused, approved)
    found = await berichten.find_sent(tx, VENLO, VENLO, "WMO306", "EEN", ZORG)
    assert found is not None
    assert found.id == approved.id
    assert await berichten.find_sent(tx, VENLO, VENLO, "WMO306", "EEN", THUIS) is None


async def test_the_same_bytes_are_recognised(tx: Connection) -> None:
    message = entry(identificatie="TWEE")
    await write(tx, message)
    assert await berichten.find_repeated(tx, replace(message, id=berichten.new_id())) == message.id
    assert (
        await berichten.find_repeated(tx, replace(message, inhoud=b"anders", sha256=berichten.digest(b"anders")))
        is None
    )


async def test_an_answer_is_found_by_the_message_it_answers(tx: Connection) -> None:
    question = entry(soort="WMO301")
    answer = entry(soort="WMO302", verzender=ZORG, ontvanger=VENLO, richting="in", heenbericht_id=question.id)
    await write(tx, question, answer)
    found = await berichten.find_answer(tx, VENLO, question.id)
    assert found is not None
    assert found.id == answer.id
    assert await berichten.find_answer(tx, VENLO, answer.id) is None


async def test_each_identificatie_of_ours_is_new(tx: Connection) -> None:
    first, second = await berichten.next_identificatie(tx), await berichten.next_identificatie(tx)
    assert first < second
    assert len(first) == len(second) == 12


def test_our_identificatie_has_a_letter_and_eleven_digits() -> None:
    assert berichten.format_identificatie(7) == "G00000000007"


def test_later_ids_sort_after_earlier_ones() -> None:
    ids = [berichten.new_id() for _ in range(50)]
    assert ids == sorted(ids)


async def test_a_large_message_and_long_findings_are_kept_small_and_read_as_they_were(tx: Connection) -> None:
    findings = [{"code": "TR055", "explanation": f"Prestatie {number}"} for number in range(2000)]
    message = entry(inhoud=b"<bericht>" + b"<regel/>" * 20_000 + b"</bericht>", bevindingen=findings)
    await write(tx, message)
    sizes = await tx.fetchrow(
        "select length((inhoud).inhoud) as inhoud, length((bevindingen).inhoud) as bevindingen from berichten"
        " where id = $1",
        message.id,
    )
    assert sizes is not None
    assert sizes["inhoud"] < 2000
    assert sizes["bevindingen"] < 20_000
    assert await berichten.find(tx, message.id) == message
