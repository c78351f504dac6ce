"""Receivers behind a name server that swallows, on a disk that hangs or on one that is full hold up nobody else.

Each round they and others get messages at the same time. The others have to get all of theirs at the first attempt;
then the worker has to end, with attempts that hang. When the trouble is over the messages that waited arrive.
"""

import asyncio
import socket
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from gateway.store.db.database import Database
from gateway.store.db.places import MESSAGE
from gateway.store.parties import organisaties
from gateway.store.parties.organisaties import Organisatie
from tests.chaos.processes import WorkerProcess
from tests.chaos.promise import sealed
from tests.chaos.size import SEED, SHARE, TIMEOUT_S, size, told
from tests.chaos.trouble import a_hung_disk, a_silent_name_server, a_small_disk, fill, use_names
from tests.chaos.world import a_database, until_delivered
from tests.support.api.parties import enrol
from tests.support.exchange.receiver import Receiver, a_receiver, status
from tests.support.exchange.workers import until
from tests.support.store.ledger import book

ROUNDS = size(1, 25)
GOOD = {"44000001": "push", "44000002": "push", "44000003": "map", "44000004": "map"}
BAD = ("45000001", "45000002")
MESSAGES = 20 if not SHARE else 60
"""Messages a round for each receiver in trouble; the others get three each."""


@dataclass
class World:
    dsn: str
    db: Database
    folder: Path
    receiver: Receiver
    """Takes every push."""

    def folder_of(self, code: str) -> Path:
        return self.folder / "out" / code

    async def enrol(self, code: str, kanaal: str, address: str) -> None:
        """Have this receiver get its messages at this address."""
        column = "afleveradres" if kanaal == "push" else "aflevermap"
        made = Organisatie(code, "aanbieder", "Zorg", kanaal=kanaal, **{column: address})  # type: ignore[arg-type]
        async with self.db.transaction() as tx:
            await organisaties.save(tx, made)

    async def deliveries(self, *codes: str) -> list[tuple[str, int]]:
        """Return state and attempts of each delivery to these receivers."""
        async with self.db.reading() as tx:
            rows = await tx.fetch("select staat, pogingen from leveringen where ontvanger = any($1)", codes)
        return [tuple(row) for row in rows]

    async def until_others_have_all(self) -> None:
        """Wait until nothing waits for a receiver without trouble."""

        async def have_all() -> bool:
            return {staat for staat, _ in await self.deliveries(*GOOD)} == {"geleverd"}

        await until(have_all)

    async def attempted(self) -> set[str]:
        """Wait until an attempt for each receiver in trouble has failed; return how they failed."""
        async with asyncio.timeout(60):
            while True:
                async with self.db.reading() as tx:
                    rows = await tx.fetch(
                        "select l.ontvanger, e.gegevens ->> 'uitkomst' as hoe from gebeurtenissen e join leveringen l"
                        " on l.gemeente = e.gemeente and l.bericht_id = e.bericht_id"
                        " where l.ontvanger = any($1) and e.soort = 'afleverpoging' and l.staat = 'wachtend'",
                        BAD,
                    )
                if {row["ontvanger"] for row in rows} == set(BAD):
                    return {row["hoe"] for row in rows}
                await asyncio.sleep(0.02)


@asynccontextmanager
async def a_world(dsn: str, folder: Path) -> AsyncIterator[World]:
    async with AsyncExitStack() as stack:
        db = await a_database(dsn)
        stack.push_async_callback(db.close)
        await enrol(db)
        world = World(dsn, db, folder, await stack.enter_async_context(a_receiver(status(200))))
        for code, kanaal in GOOD.items():
            if kanaal == "map":
                world.folder_of(code).mkdir(parents=True)
            await world.enrol(code, kanaal, world.receiver.url if kanaal == "push" else str(world.folder_of(code)))
        yield world


@dataclass
class Silence:
    """A kind of trouble: how it begins, what the worker finds, and what it needs."""

    begin: Callable[[World, Random], AbstractContextManager[None]]
    found: frozenset[str]
    """Outcomes of attempts; one of them at least is seen."""
    kanaal: str = "map"
    name_servers: Path | None = None
    asked: socket.socket | None = None


@contextmanager
def _hung(world: World, random: Random) -> Iterator[None]:
    with a_hung_disk(world.folder / "disk"):
        yield


@contextmanager
def _full(world: World, random: Random) -> Iterator[None]:
    """Fill a disk, by its bytes or by its names; the receivers' folders stay on it when there is room again."""
    disk = world.folder / "disk"
    random.choice([fill, use_names])(disk)
    yield
    for each in disk.iterdir():
        if each.is_file():
            each.unlink()


@contextmanager
def _nameless(world: World, random: Random) -> Iterator[None]:
    yield


@contextmanager
def a_silence(kind: str, folder: Path) -> Iterator[Silence]:
    """Yield this kind of trouble, with what it needs for all rounds."""
    if kind == "hung folder":
        yield Silence(_hung, frozenset({"TimeoutError", "Hanging"}))
    elif kind == "full folder":
        with a_small_disk(folder / "disk", 2, names=200):
            for code in BAD:
                (folder / "disk" / code).mkdir()
            yield Silence(_full, frozenset({"ENOSPC"}))
    else:
        with a_silent_name_server(folder) as (file, asked):
            yield Silence(_nameless, frozenset({"ConnectTimeout"}), "push", file, asked)


def _swallowed(asked: socket.socket) -> int:
    count = 0
    with suppress(BlockingIOError):
        while asked.recv(4096):
            count += 1
    return count


async def _point(world: World, silence: Silence, *, well: bool) -> None:
    """Have the receivers in trouble get their messages where there is trouble, or where there is none."""
    for code in BAD:
        if silence.kanaal == "push":
            await world.enrol(code, "push", world.receiver.url if well else f"https://{code}.zwijgt.example/iwmo")
        elif silence.begin is _hung and well:
            world.folder_of(code).mkdir(parents=True, exist_ok=True)
            await world.enrol(code, "map", str(world.folder_of(code)))
        else:
            await world.enrol(code, "map", str(world.folder / "disk" / code))


async def _round(random: Random, world: World, silence: Silence) -> Counter[str]:
    """Run one round; return how attempts for the receivers in trouble failed."""
    worker = WorkerProcess(world.dsn, world.folder / "worker.log", name_servers=silence.name_servers)
    await _point(world, silence, well=False)
    codes = [code for code in BAD for _ in range(MESSAGES)] + [code for code in GOOD for _ in range(3)]
    random.shuffle(codes)
    booked: dict[UUID, str] = {}
    try:
        with silence.begin(world, random):
            for code in codes:
                booked[await book(world.db, ontvanger=code)] = code
            worker.start()
            await world.until_others_have_all()
            failed = await world.attempted()
            assert failed & silence.found, failed
            assert {attempts for _, attempts in await world.deliveries(*GOOD)} == {1}, "none was made to wait"
            assert await asyncio.to_thread(worker.stop) == 0, "it ends, though attempts hang"
        if silence.asked is not None:
            assert _swallowed(silence.asked) > 0
        await _point(world, silence, well=True)
        worker.start()
        await until_delivered(world.db)
        assert await asyncio.to_thread(worker.stop) == 0
    finally:
        worker.kill()
    await _arrived(world, silence, booked)
    return Counter(failed)


async def _arrived(world: World, silence: Silence, booked: dict[UUID, str]) -> None:
    """Assert that each of these messages arrived where it should, whole, and nothing else did."""
    async with world.db.reading() as tx:
        kept = {
            row["id"]: row["inhoud"].open(MESSAGE.at(row["gemeente"], row["id"]))
            for row in await tx.fetch("select gemeente, id, inhoud from berichten")
        }
        rested = await tx.fetchval(
            "select count(*) from bestemmingen where ontvanger = any($1) and (fouten > 0 or rust_tot is not null)",
            list(GOOD),
        )
    assert rested == 0, "no innocent receiver is thought badly of"
    pushed = {UUID(headers["gateway-bericht"]) for headers in world.receiver.headers}
    for id, code in booked.items():
        if GOOD.get(code, silence.kanaal) == "push":
            assert id in pushed
            continue
        home = world.folder_of(code) if code in GOOD or silence.begin is _hung else world.folder / "disk" / code
        [file] = [each for each in home.iterdir() if str(id) in each.name]
        assert not file.name.startswith("."), "no half file is left"
        assert file.read_bytes() == kept[id]
        file.unlink()


@pytest.mark.timeout(TIMEOUT_S)
@pytest.mark.parametrize("kind", ["slow DNS", "hung folder", "full folder"])
async def test_who_is_silent_holds_up_nobody_else(dsn: str, tmp_path: Path, kind: str) -> None:
    random = Random(f"{kind}-{SEED}")
    failed: Counter[str] = Counter()
    with a_silence(kind, tmp_path) as silence:
        async with a_world(dsn, tmp_path) as world:
            for _ in range(ROUNDS):
                failed += await _round(random, world, silence)
            await sealed(world.db)
    told(
        f"{kind}: {ROUNDS} rounds of {MESSAGES * len(BAD)} messages into it; {ROUNDS * 3 * len(GOOD)} others arrived at"
        f" the first attempt. Rounds by what was found: {', '.join(f'{n} {what}' for what, n in failed.items())}"
    )
