"""What a claim is judged on, as the books hold it."""

from datetime import date
from typing import Any

from gateway.rules.claim_file import ClaimedAssignment, DebitKey, Omvang
from gateway.store.claims.claim_file import ClaimQuestion, load
from gateway.store.claims.prestaties import sum_standing
from gateway.store.db.booking import MAX_ROWS_AT_ONCE
from gateway.store.db.database import Connection, Database
from gateway.store.parties import organisaties
from tests.store.claims.test_prestaties import JANUARY, ROWS_READ, a_line, keep
from tests.support.api.parties import PARTIES, THUIS, VENLO, ZORG
from tests.support.messages.messages import BSN_2
from tests.support.store.filling import assigned_clients
from tests.support.store.statements import rows_at_once


def question(bsn: str, nummer: int, **changes: Any) -> ClaimQuestion:
    given: dict[str, Any] = {
        "gemeente": VENLO,
        "aanbieder": ZORG,
        "nummer": "D9",
        "bsns": [bsn, BSN_2],
        "numbers": [nummer, nummer + 1],
        "references": ["R1", "R9"],
        "formers": ["R1", "R8"],
        "begins": [(nummer, JANUARY[0])],
    }
    return ClaimQuestion(**(given | changes))


async def _enrol(tx: Connection) -> None:
    for each in PARTIES:
        await organisaties.save(tx, each)


async def test_it_holds_what_was_assigned_and_claimed(db: Database) -> None:
    async with db.transaction() as tx:
        await _enrol(tx)
    [(bsn, nummer)] = await assigned_clients(db, 1)
    async with db.transaction() as tx:
        before = await load(tx, question(bsn, nummer))
        assert before.file.known_clients == {bsn}
        assert before.file.assignments == {
            (bsn, nummer): ClaimedAssignment(
                toewijzing_nummer=nummer,
                categorie="02",
                code="02A02",
                ingangsdatum=date(2024, 1, 1),
                einddatum=before.file.assignments[bsn, nummer].einddatum,
                omvang=before.file.assignments[bsn, nummer].omvang,
            )
        }
        assert (before.file.number_used, before.file.latest_period, before.file.debits) == (False, None, {})
        client = before.clients[bsn]
        await keep(tx, "D9", a_line("R1", nummer, client_id=client), a_line("R8", nummer, retourcodes=("9321",)))
        after = (await load(tx, question(bsn, nummer))).file
    assert (after.number_used, after.latest_period) == (True, JANUARY[0])
    assert after.used_references == {"R1"}
    assert {name: (each.granted, each.bsn) for name, each in after.debits.items()} == {
        "R1": (True, bsn),
        "R8": (False, None),
    }
    assert after.standing == {DebitKey(nummer, "02", "02A02", *JANUARY): "R1"}
    assert (after.assignments[bsn, nummer].claimed_volumes, after.assignments[bsn, nummer].claimed_amount) == (
        {"04": 8},
        40000,
    )
    assert isinstance(after.assignments[bsn, nummer].omvang, Omvang | None)


async def test_another_provider_has_no_part_in_it(db: Database) -> None:
    async with db.transaction() as tx:
        await _enrol(tx)
    [(bsn, nummer)] = await assigned_clients(db, 1)
    async with db.transaction() as tx:
        await keep(tx, "D9", a_line("R1", nummer))
        found = (await load(tx, question(bsn, nummer, aanbieder=THUIS))).file
    assert (found.known_clients, found.assignments, found.used_references) == (frozenset(), {}, frozenset())
    assert (found.number_used, found.latest_period, found.debits) == (False, None, {})


async def test_what_a_large_claim_asks_is_looked_up_in_pieces(db: Database) -> None:
    """Between two pieces the event loop goes on with others, and each piece finds its own."""
    many = 2 * MAX_ROWS_AT_ONCE + 1
    async with db.transaction() as tx:
        await _enrol(tx)
    made = await assigned_clients(db, many)
    numbers, references = [nummer for _, nummer in made], [f"R{nummer}" for _, nummer in made]
    asked = question(
        "",
        0,
        bsns=[bsn for bsn, _ in made],
        numbers=numbers,
        references=references,
        formers=references,
        begins=[(nummer, JANUARY[0]) for nummer in numbers],
    )
    async with db.transaction() as tx:
        booked = await rows_at_once(tx, keep(tx, "D1", *(a_line(f"R{nummer}", nummer) for nummer in numbers)))
        assert max(booked) <= MAX_ROWS_AT_ONCE
        looked_up = await rows_at_once(tx, load(tx, asked))
        assert max(looked_up) <= MAX_ROWS_AT_ONCE
        found = (await load(tx, asked)).file
        assert found.known_clients == {bsn for bsn, _ in made}
        assert set(found.assignments) == set(made)
        assert all(each.claimed_amount == 40000 for each in found.assignments.values())
        assert found.used_references == set(found.debits) == set(references)
        assert {key.toewijzing_nummer for key in found.standing} == set(numbers)
        await keep(tx, "D2", *(a_line(f"C{nummer}", nummer, vorige=f"R{nummer}") for nummer in numbers))
        assert await sum_standing(tx, VENLO, numbers) == {}


async def test_a_reference_is_looked_up_by_itself_before_the_database_has_figures(db: Database) -> None:
    """Until PostgreSQL has figures of the table it takes any index that begins with the provider for as good."""
    async with db.transaction() as tx:
        await _enrol(tx)
    references = [f"R{number}" for number in range(500)]
    asked = question("", 0, bsns=[], numbers=[], references=references, formers=references, begins=[])
    async with db.transaction() as tx:
        await keep(tx, "D1", *(a_line(each, code=f"C{each}") for each in references))
    async with db.transaction() as tx:
        before = await tx.fetchval(ROWS_READ)
        assert (await load(tx, asked)).file.used_references == set(references)
        assert await tx.fetchval(ROWS_READ) - before <= 5 * len(references)
