"""Seals over the ledger and the read records: made, verified, and proven for one message.

A seal shows later that no row under it was changed or removed, and that none was added.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final
from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.metrics import SEALED
from gateway.exchange.kernel.refusals import Conflict, NotFound
from gateway.standard.merkle import proof, root
from gateway.standard.seal import FIRST, Bewijs, Zegel
from gateway.store.custody import seal_leaves
from gateway.store.custody import seals as zegels
from gateway.store.custody.seal_leaves import Leaf
from gateway.store.db.database import Connection
from gateway.store.ledger import berichten

MAX_ROWS_PER_SEAL: Final = 50_000
"""Bounds the memory and the time that one seal takes."""


async def seal_ledger(gateway: Gateway) -> int:
    """Seal every committed row that has no seal yet, and return how many rows those were.

    One transaction a seal, so that it can stop halfway; two workers that seal at once take turns.
    """
    async with gateway.db.reading() as tx:
        municipalities = await zegels.list_gemeenten(tx)
    sealed = 0
    for gemeente in municipalities:
        count = MAX_ROWS_PER_SEAL
        passed: dict[str, str | None] = {}
        while count == MAX_ROWS_PER_SEAL:
            async with gateway.db.transaction() as tx:
                zegel = await zegels.seal_batch(tx, gemeente, MAX_ROWS_PER_SEAL, passed)
            count = zegel.aantal if zegel else 0
            sealed += count
            SEALED.inc(count)
    return sealed


@dataclass(frozen=True, slots=True)
class Deviation:
    """A place where the ledger is not as it was sealed."""

    gemeente: str
    text: str
    """In Dutch, with the table, the id and the seal."""


@dataclass(slots=True)
class VerifiedCount:
    """How much of the ledger a verification read."""

    seals: int = 0
    rows: int = 0
    unsealed: int = 0
    """Rows that are too new to have a seal."""
    newest: dict[str, Zegel] = field(default_factory=dict)
    """The newest seal by municipality: its hash is worth noting elsewhere."""


async def verify_ledger(
    gateway: Gateway, counted: VerifiedCount, genoteerd: bytes | None = None
) -> AsyncIterator[Deviation]:
    """Yield every place where the ledger differs from its seals; `counted` grows along.

    `genoteerd`: the hash of a seal that was noted elsewhere; a deviation when no seal has it. Reads one snapshot of
    the database, so a message that arrives meanwhile is no deviation. A false row that is added as if it were new gets
    a seal like any other: seals show that the past stayed the same, not that it was true.
    """
    seen: set[bytes] = set()
    async with gateway.db.snapshot() as tx:
        for gemeente in await zegels.list_gemeenten(tx):
            chain = await zegels.list_seals(tx, gemeente)
            counted.seals += len(chain)
            seen.update(zegel.hash for zegel in chain)
            if chain:
                counted.newest[gemeente] = chain[-1]
            for each in _chain_deviations(chain):
                yield each
            last = chain[-1].nummer if chain else 0
            beyond = await seal_leaves.find_seal_beyond(tx, gemeente, last)
            if beyond is not None:
                yield Deviation(gemeente, f"{_missing_text(last + 1, beyond)}; wat eronder lag is niet te controleren")
            async for each in _row_deviations(tx, gemeente, chain, counted):
                yield each
            async for tabel, sleutel, is_late in zegels.find_unsealed(tx, gemeente, MAX_ROWS_PER_SEAL):
                if is_late:
                    yield Deviation(gemeente, f"{tabel} {sleutel} is toegevoegd zonder zegel")
                else:
                    counted.unsealed += 1
    if genoteerd is not None and genoteerd not in seen:
        yield Deviation("", f"geen zegel heeft hash {genoteerd.hex()}: de keten is vervangen of ingekort")


def _chain_deviations(chain: Sequence[Zegel]) -> Iterator[Deviation]:
    """Yield where a seal is missing, or doesn't name the hash of the one before it."""
    former, nummer = FIRST, 0
    for zegel in chain:
        if zegel.nummer != nummer + 1:
            yield Deviation(zegel.gemeente, _missing_text(nummer + 1, zegel.nummer - 1))
        elif zegel.vorige != former:
            yield Deviation(
                zegel.gemeente, f"zegel {zegel.nummer} sluit niet aan op zegel {nummer}: een van de twee is gewijzigd"
            )
        former, nummer = zegel.hash, zegel.nummer


def _missing_text(van: int, tot: int) -> str:
    return f"zegel {van} ontbreekt" if van == tot else f"zegel {van} tot en met {tot} ontbreken"


async def _row_deviations(
    tx: Connection, gemeente: str, chain: Sequence[Zegel], counted: VerifiedCount
) -> AsyncIterator[Deviation]:
    """Yield where the rows differ from the list under their seal, or that list from the root of the seal."""
    expired_until = await seal_leaves.last_seal_with_erased_reads(tx, gemeente)
    for group in _group_seals(chain):
        all_leaves = await seal_leaves.list_leaves(tx, gemeente, group[0].nummer, group[-1].nummer)
        counted.rows += len(all_leaves)
        by_seal = {nummer: list(each) for nummer, each in groupby(all_leaves, key=lambda leaf: leaf.zegel)}
        for zegel in group:
            leaves = by_seal.get(zegel.nummer, [])
            if len(leaves) != zegel.aantal or root([leaf.toen for leaf in leaves]) != zegel.wortel:
                yield Deviation(
                    gemeente, f"de lijst onder zegel {zegel.nummer} is gewijzigd: zij hoort niet bij de wortel"
                )
            for each in _row_changes(gemeente, leaves, expired_until):
                yield each


def _row_changes(gemeente: str, leaves: Sequence[Leaf], expired_until: int) -> Iterator[Deviation]:
    for leaf in leaves:
        if leaf.nu is None and leaf.tabel == "inzages" and leaf.zegel <= expired_until:
            continue
        if leaf.nu is None:
            yield Deviation(gemeente, f"{leaf.tabel} {leaf.sleutel} is verdwenen (zegel {leaf.zegel})")
        elif leaf.nu != leaf.toen:
            yield Deviation(gemeente, f"{leaf.tabel} {leaf.sleutel} is gewijzigd (zegel {leaf.zegel})")


def _group_seals(chain: Sequence[Zegel]) -> Iterator[Sequence[Zegel]]:
    """Yield the seals in groups to be read together: many small ones at a time, or one large one."""
    begin = rows = 0
    for at, zegel in enumerate(chain):
        if rows and rows + zegel.aantal > MAX_ROWS_PER_SEAL:
            yield chain[begin:at]
            begin, rows = at, 0
        rows += zegel.aantal
    if begin < len(chain):
        yield chain[begin:]


async def prove_message(gateway: Gateway, bericht_id: UUID) -> Bewijs:
    """Return the proof that this message lies under a seal. Raises NotFound, or Conflict while it has none."""
    async with gateway.db.snapshot() as tx:
        found = await seal_leaves.find_place(tx, bericht_id)
        if found is None:
            if await berichten.find(tx, bericht_id) is None:
                raise NotFound("bericht-onbekend", f"Er is geen bericht {bericht_id}.")
            raise Conflict(
                "nog-niet-verzegeld",
                f"Bericht {bericht_id} ligt nog niet onder een zegel. Laat de worker draaien, of verzegel met "
                "gateway ledger seal.",
            )
        zegel, positie, rij = found
        leaves = await seal_leaves.list_hashes(tx, zegel.gemeente, zegel.nummer)
    return Bewijs(zegel=zegel, positie=positie, rij=rij, pad=tuple(proof(leaves, positie)))
