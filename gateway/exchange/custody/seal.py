"""Sealing the ledger and who looked at what is personal.

And showing later that nothing of it was changed, taken away or slipped in.
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
from gateway.store.custody.seal_leaves import Blad
from gateway.store.db.database import Connection
from gateway.store.ledger import berichten

BATCH: Final = 50_000
"""Rows under one seal at most."""


async def seal(gateway: Gateway) -> int:
    """Return every row of the ledger that was committed lies under a seal; how many did not until now.

    One transaction a seal, so that it can stop halfway; two that seal at once take turns.
    """
    async with gateway.db.reading() as tx:
        gemeenten = await zegels.gemeenten(tx)
    sealed = 0
    for gemeente in gemeenten:
        aantal = BATCH
        voorbij: dict[str, str | None] = {}
        while aantal == BATCH:
            async with gateway.db.transaction() as tx:
                zegel = await zegels.seal(tx, gemeente, BATCH, voorbij)
            aantal = zegel.aantal if zegel else 0
            sealed += aantal
            SEALED.inc(aantal)
    return sealed


@dataclass(frozen=True, slots=True)
class Afwijking:
    """A place where the ledger is not as it was sealed."""

    gemeente: str
    wat: str
    """Dutch, with the table, the id and the seal."""


@dataclass(slots=True)
class Telling:
    """What was looked at."""

    zegels: int = 0
    rijen: int = 0
    onverzegeld: int = 0
    """Too new to have a seal."""
    laatste: dict[str, Zegel] = field(default_factory=dict)
    """The newest seal by municipality: its hash is worth noting elsewhere."""


async def verify(gateway: Gateway, telling: Telling, genoteerd: bytes | None = None) -> AsyncIterator[Afwijking]:
    """Yield every place where the ledger differs from its seals, and counts what it saw.

    `genoteerd`: the hash of a seal that was noted elsewhere, which must be there. It reads one state of the database,
    so that what comes in meanwhile is no difference. What someone puts in as if it were new is sealed like any other
    row: seals show that the past stayed as it was, not who wrote it.
    """
    gezien: set[bytes] = set()
    async with gateway.db.snapshot() as tx:
        for gemeente in await zegels.gemeenten(tx):
            keten = await zegels.every(tx, gemeente)
            telling.zegels += len(keten)
            gezien.update(zegel.hash for zegel in keten)
            if keten:
                telling.laatste[gemeente] = keten[-1]
            for each in _chain(keten):
                yield each
            laatste = keten[-1].nummer if keten else 0
            verder = await seal_leaves.beyond(tx, gemeente, laatste)
            if verder is not None:
                yield Afwijking(gemeente, f"{_missing(laatste + 1, verder)}; wat eronder lag is niet te controleren")
            async for each in _rows(tx, gemeente, keten, telling):
                yield each
            async for tabel, sleutel, laat in zegels.without_seal(tx, gemeente, BATCH):
                if laat:
                    yield Afwijking(gemeente, f"{tabel} {sleutel} is toegevoegd zonder zegel")
                else:
                    telling.onverzegeld += 1
    if genoteerd is not None and genoteerd not in gezien:
        yield Afwijking("", f"geen zegel heeft hash {genoteerd.hex()}: de keten is vervangen of ingekort")


def _chain(keten: Sequence[Zegel]) -> Iterator[Afwijking]:
    vorige, nummer = FIRST, 0
    for zegel in keten:
        if zegel.nummer != nummer + 1:
            yield Afwijking(zegel.gemeente, _missing(nummer + 1, zegel.nummer - 1))
        elif zegel.vorige != vorige:
            yield Afwijking(
                zegel.gemeente, f"zegel {zegel.nummer} sluit niet aan op zegel {nummer}: een van de twee is gewijzigd"
            )
        vorige, nummer = zegel.hash, zegel.nummer


def _missing(van: int, tot: int) -> str:
    return f"zegel {van} ontbreekt" if van == tot else f"zegel {van} tot en met {tot} ontbreken"


async def _rows(tx: Connection, gemeente: str, keten: Sequence[Zegel], telling: Telling) -> AsyncIterator[Afwijking]:
    verlopen = await seal_leaves.reads_gone(tx, gemeente)
    for deel in _portions(keten):
        alle = await seal_leaves.bladen(tx, gemeente, deel[0].nummer, deel[-1].nummer)
        telling.rijen += len(alle)
        per_zegel = {nummer: list(each) for nummer, each in groupby(alle, key=lambda blad: blad.zegel)}
        for zegel in deel:
            bladen = per_zegel.get(zegel.nummer, [])
            if len(bladen) != zegel.aantal or root([blad.toen for blad in bladen]) != zegel.wortel:
                yield Afwijking(
                    gemeente, f"de lijst onder zegel {zegel.nummer} is gewijzigd: zij hoort niet bij de wortel"
                )
            for each in _changes(gemeente, bladen, verlopen):
                yield each


def _changes(gemeente: str, bladen: Sequence[Blad], verlopen: int) -> Iterator[Afwijking]:
    for blad in bladen:
        if blad.nu is None and blad.tabel == "inzages" and blad.zegel <= verlopen:
            continue
        if blad.nu is None:
            yield Afwijking(gemeente, f"{blad.tabel} {blad.sleutel} is verdwenen (zegel {blad.zegel})")
        elif blad.nu != blad.toen:
            yield Afwijking(gemeente, f"{blad.tabel} {blad.sleutel} is gewijzigd (zegel {blad.zegel})")


def _portions(keten: Sequence[Zegel]) -> Iterator[Sequence[Zegel]]:
    """Return the seals in groups that are read together: many small ones at a time, or one large one."""
    begin = rijen = 0
    for at, zegel in enumerate(keten):
        if rijen and rijen + zegel.aantal > BATCH:
            yield keten[begin:at]
            begin, rijen = at, 0
        rijen += zegel.aantal
    if begin < len(keten):
        yield keten[begin:]


async def prove(gateway: Gateway, bericht_id: UUID) -> Bewijs:
    """Return the proof that this message lies under a seal. Raises NotFound, or Conflict while it has none."""
    async with gateway.db.snapshot() as tx:
        found = await seal_leaves.place_of(tx, bericht_id)
        if found is None:
            if await berichten.find(tx, bericht_id) is None:
                raise NotFound("bericht-onbekend", f"Er is geen bericht {bericht_id}.")
            raise Conflict(
                "nog-niet-verzegeld",
                f"Bericht {bericht_id} ligt nog niet onder een zegel. Laat de worker draaien, of verzegel met "
                "gateway ledger seal.",
            )
        zegel, positie, rij = found
        bladen = await seal_leaves.hashes(tx, zegel.gemeente, zegel.nummer)
    return Bewijs(zegel=zegel, positie=positie, rij=rij, pad=tuple(proof(bladen, positie)))
