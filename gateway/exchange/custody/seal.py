"""Seals over the ledger and the read records: made, verified, and proven for one message.

A seal shows later that no row under it was changed or removed, and that none was added.
"""

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final
from uuid import UUID

from gateway.exchange.custody.anchor import list_faults, load_authorities
from gateway.exchange.kernel.advance import Advance
from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.metrics import SEALED
from gateway.exchange.kernel.refusals import Conflict, NotFound
from gateway.standard.merkle import proof, root
from gateway.standard.noted import NotedHash, missing
from gateway.standard.seal import FIRST, Proof, Seal
from gateway.store.custody import rewrap, seal_leaves, seals, tijdstempels, unsealed
from gateway.store.custody.seal_leaves import Leaf
from gateway.store.custody.seals import LateSeal
from gateway.store.custody.unsealed import LATE_AFTER
from gateway.store.db.database import Connection
from gateway.store.ledger import berichten

MAX_ROWS_PER_SEAL: Final = 50_000
"""Bounds the memory and the time that one seal takes."""
MAX_CLOCK_STEP: Final = timedelta(minutes=5)
"""A clock may be set back this far, by a time server or with a database that took over, before it is a deviation."""


async def seal_ledger(gateway: Gateway, advance: Advance | None = None) -> int:
    """Seal every committed row that has no seal yet, and return how many rows those were; `advance` grows along.

    One transaction a seal, so that it can stop halfway; two workers that seal at once take turns.
    """
    async with gateway.db.reading() as tx:
        municipalities = await seals.list_tenants(tx)
        if advance is not None:
            advance.total = await seals.estimate_unsealed(tx) or None
    advance = Advance() if advance is None else advance
    for gemeente in municipalities:
        count = MAX_ROWS_PER_SEAL
        passed: dict[str, str | None] = {}
        while count == MAX_ROWS_PER_SEAL:
            async with gateway.db.transaction() as tx:
                seal = await seals.seal_batch(tx, gemeente, MAX_ROWS_PER_SEAL, passed)
            count = seal.row_count if seal else 0
            advance.done += count
            SEALED.inc(count)
    return advance.done


async def list_late_seals(gateway: Gateway) -> list[LateSeal]:
    """Return whose rows have waited for a seal for too long."""
    async with gateway.db.reading() as tx:
        return await seals.list_late(tx)


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
    expected: int | None = None
    """Rows that are to be read; None: not known yet."""
    unsealed: int = 0
    """Rows that are too new to have a seal."""
    newest: dict[str, Seal] = field(default_factory=dict)
    """The newest seal by municipality: its hash is worth noting elsewhere."""
    timestamps: int = 0
    """Timestamps over the roots of seals."""
    last_timestamp: datetime | None = None
    signatures_checked: bool = False
    """Whether who signed those was held against the authorities of the settings."""

    def advance(self) -> Advance:
        """Return how many rows were read, and of how many."""
        return Advance(self.rows, self.expected)


async def verify_ledger(
    gateway: Gateway, counted: VerifiedCount, noted: Sequence[NotedHash] = ()
) -> AsyncIterator[Deviation]:
    """Yield every place where the ledger differs from its seals; `counted` grows along.

    `noted`: hashes that were noted elsewhere; each that isn't found again is a deviation. Reads one snapshot of
    the database, so a message that arrives meanwhile is no deviation. A false row that is added as if it were new gets
    a seal like any other: seals show that the past stayed the same, not that it was true.
    """
    chains: dict[str, Sequence[Seal]] = {}
    authorities = load_authorities(gateway.anchor.ca_file)
    async with gateway.db.snapshot() as tx:
        counted.expected = await seals.count_sealed(tx)
        for gemeente in await seals.list_tenants(tx):
            chain = await seals.list_seals(tx, gemeente)
            counted.seals += len(chain)
            if chain:
                chains[gemeente] = chain
                counted.newest[gemeente] = chain[-1]
            for each in _chain_deviations(chain, await seals.read_clock(tx)):
                yield each
            last = chain[-1].nummer if chain else 0
            beyond = await seal_leaves.find_seal_beyond(tx, gemeente, last)
            if beyond is not None:
                yield Deviation(gemeente, f"{_missing_text(last + 1, beyond)}; wat eronder lag is niet te controleren")
            async for each in _row_deviations(tx, gemeente, chain, counted):
                yield each
            async for naar in rewrap.list_unproven(tx, gateway.vault, gemeente):
                yield Deviation(
                    gemeente,
                    f"wat nu hash {naar.hex()} heeft is niet bewezen opnieuw versleuteld: wie dat vastlegde had de "
                    "sleutel niet, of die ontbreekt nu in de sleutelring",
                )
            async for table, row_id, is_late in unsealed.find_unsealed(tx, gemeente, MAX_ROWS_PER_SEAL):
                if is_late:
                    yield Deviation(gemeente, f"{table} {row_id} is toegevoegd zonder zegel")
                else:
                    counted.unsealed += 1
        stamps = await tijdstempels.list_all(tx)
    counted.timestamps, counted.signatures_checked = len(stamps), bool(authorities)
    counted.last_timestamp = stamps[-1].moment if stamps else None
    for fault in list_faults(stamps, chains, authorities):
        yield Deviation("", fault)
    for lost in missing(noted, chains):
        whose = f"van {lost.gemeente} " if lost.gemeente else ""
        yield Deviation(
            lost.gemeente, f"geen zegel {whose}heeft hash {lost.hash.hex()}: de keten is vervangen of ingekort"
        )


def _chain_deviations(chain: Sequence[Seal], now: datetime) -> Iterator[Deviation]:
    """Yield where a seal is missing, doesn't name the hash of the one before it, or has a time that can't be."""
    for before, seal in zip((None, *chain), chain, strict=False):
        if seal.set_at > now + MAX_CLOCK_STEP:
            yield Deviation(
                seal.gemeente, f"zegel {seal.nummer} is van {seal.set_at.isoformat()}, en dat moet nog komen"
            )
        elif before is not None and seal.set_at < before.set_at - MAX_CLOCK_STEP:
            yield Deviation(seal.gemeente, f"zegel {seal.nummer} is van vóór zegel {before.nummer}")
    former, nummer = FIRST, 0
    for seal in chain:
        if seal.nummer != nummer + 1:
            yield Deviation(seal.gemeente, _missing_text(nummer + 1, seal.nummer - 1))
        elif seal.previous != former:
            yield Deviation(
                seal.gemeente, f"zegel {seal.nummer} sluit niet aan op zegel {nummer}: een van de twee is gewijzigd"
            )
        former, nummer = seal.hash, seal.nummer


def _missing_text(first: int, last: int) -> str:
    return f"zegel {first} ontbreekt" if first == last else f"zegel {first} tot en met {last} ontbreken"


async def _row_deviations(
    tx: Connection, gemeente: str, chain: Sequence[Seal], counted: VerifiedCount
) -> AsyncIterator[Deviation]:
    """Yield where the rows differ from the list under their seal, or that list from the root of the seal."""
    expired_until = await seal_leaves.last_seal_with_erased_reads(tx, gemeente)
    swept_at: datetime | None = None
    for group in _group_seals(chain):
        all_leaves = await seal_leaves.list_leaves(tx, gemeente, group[0].nummer, group[-1].nummer)
        counted.rows += len(all_leaves)
        by_seal = {nummer: list(each) for nummer, each in groupby(all_leaves, key=lambda leaf: leaf.seal)}
        for seal in group:
            leaves = by_seal.get(seal.nummer, [])
            if len(leaves) != seal.row_count or root([leaf.when_sealed for leaf in leaves]) != seal.root:
                yield Deviation(
                    gemeente, f"de lijst onder zegel {seal.nummer} is gewijzigd: zij hoort niet bij de wortel"
                )
            for each in _row_changes(gemeente, leaves, expired_until):
                yield each
            for each in _row_times(seal, leaves, swept_at):
                yield each
            if seal.row_count < MAX_ROWS_PER_SEAL:
                swept_at = seal.set_at


def _row_changes(gemeente: str, leaves: Sequence[Leaf], expired_until: int) -> Iterator[Deviation]:
    for leaf in leaves:
        if leaf.now is None and leaf.table == "inzages" and leaf.seal <= expired_until:
            continue
        if leaf.now is None:
            yield Deviation(gemeente, f"{leaf.table} {leaf.row_id} is verdwenen (zegel {leaf.seal})")
        elif leaf.now != leaf.when_sealed:
            yield Deviation(gemeente, f"{leaf.table} {leaf.row_id} is gewijzigd (zegel {leaf.seal})")


def _row_times(seal: Seal, leaves: Sequence[Leaf], swept_at: datetime | None) -> Iterator[Deviation]:
    """Yield the rows that can't have been made when they say, and those that were not encrypted.

    `swept_at`: when an earlier seal left no row without one; a row from long before that would have lain under it.
    """
    for leaf in leaves:
        what = f"{leaf.table} {leaf.row_id} (zegel {seal.nummer} van {seal.set_at.isoformat()})"
        if swept_at and leaf.made_at and leaf.made_at < swept_at - LATE_AFTER:
            yield Deviation(
                seal.gemeente, f"{what} zegt van {leaf.made_at.isoformat()} te zijn, en dan was zij eerder verzegeld"
            )
        if leaf.plain:
            yield Deviation(seal.gemeente, f"{what} is niet versleuteld, en van na de kluis")


def _group_seals(chain: Sequence[Seal]) -> Iterator[Sequence[Seal]]:
    """Yield the seals in groups to be read together: many small ones at a time, or one large one."""
    begin = rows = 0
    for at, seal in enumerate(chain):
        if rows and rows + seal.row_count > MAX_ROWS_PER_SEAL:
            yield chain[begin:at]
            begin, rows = at, 0
        rows += seal.row_count
    if begin < len(chain):
        yield chain[begin:]


async def prove_message(gateway: Gateway, bericht_id: UUID) -> Proof:
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
        seal, position, row = found
        leaves = await seal_leaves.list_hashes(tx, seal.gemeente, seal.nummer)
    return Proof(seal=seal, position=position, row=row, path=tuple(proof(leaves, position)))
