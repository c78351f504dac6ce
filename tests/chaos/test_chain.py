"""Whatever the chain does to messages: none is lost unseen, none is doubled, and each silence is noticed.

Two gateways have only a simulated GGK between them. In each scenario some rules, drawn from the seed, delay, drop,
double, swap and refuse messages and lose answers, while assignments, their answers and the reports on them go on.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from gateway.exchange.delivery.open_pairs import list_open_pairs
from gateway.exchange.kernel.pages import LARGE_PAGE, AskedPage
from gateway.exchange.signals.refresh import refresh_signals
from gateway.messages.return_message import compose
from gateway.simulator.mishaps import Storing
from tests.chaos.size import SEED, TIMEOUT_S, size, told
from tests.support.api.parties import start, stop
from tests.support.exchange.two_gateways import Chain, Side, two_gateways
from tests.support.exchange.workers import make_impatient, until
from tests.support.messages.persons import bsns
from tests.support.store.postgres import Template

SCENARIOS = size(3, 200)
IN_ONE_WORLD = 40
CLIENTS = 3
"""At the same time, in each scenario."""
MAX_WAIT_S = 150.0
"""Within which nobody has anything to do any more: twice the term of a lease, on a busy machine."""
MENU: tuple[dict[str, Any], ...] = (
    {"wat": "onbereikbaar"},
    {"wat": "druk", "keer": 1},
    {"wat": "antwoord-kwijt"},
    {"wat": "fout", "code": "StUF046"},
    {"wat": "fout", "code": "IB010", "kans": 0.15},
    {"wat": "fout", "code": "IB014", "kans": 0.15},
    {"wat": "stilstand"},
    {"wat": "vertraging", "seconden": 0.1},
    {"wat": "verlies", "kans": 0.2},
    {"wat": "dubbel"},
    {"wat": "omwisseling", "seconden": 0.1},
)
happened: Counter[str] = Counter()


def rules_of(random: Random) -> Iterator[Storing]:
    """Yield the faults of a scenario."""
    for each in random.sample(MENU, random.randint(1, 4)):
        rule = {
            "kans": random.choice((0.2, 0.5, 1.0)),
            "keer": random.randint(1, 6),
            "na": random.randint(0, 3),
            **each,
        }
        if random.random() < 0.5:
            rule["functie"] = random.choice(("WMO301", "WMO302", "WMO305", "WMO306", "WMO307", "WMO308"))
        yield Storing.model_validate(rule)


@dataclass
class Provider:
    """A provider's system: it takes its messages, answers a 301 and reports a start, and then a stop."""

    side: Side
    day: date
    numbers: dict[str, tuple[int, str]] = field(default_factory=dict)
    """By Identificatie of a start the assignment and its client."""

    async def take(self) -> None:
        """Do what follows from all that waits."""
        for message in await self.side.caller.collect():
            kind = message.soort.name
            if kind == "WMO301":
                name = message.header.bericht_identificatie.identificatie
                for each in message.client.toegewezen_producten:
                    nummer, bsn = int(each.toewijzing_nummer), message.client.bsn
                    await self.side.caller.submit(compose(message, [], f"R{name}"[:12], self.day, None))
                    self.numbers[f"S{nummer}"] = (nummer, bsn)
                    await self.side.caller.submit(start(nummer, f"S{nummer}", bsn=bsn))
            elif kind == "WMO306":
                nummer, bsn = self.numbers[message.header.bericht_identificatie.identificatie]
                await self.side.caller.submit(stop(nummer, f"E{nummer}", bsn=bsn))


async def play(chain: Chain, provider: Provider, people: list[str], rules: list[Storing]) -> None:
    """Assign care to each of these people while these faults hold, and go on until nobody has anything to do."""
    chain.simulator.faults.clear()
    chain.simulator.faults.add(rules)
    for bsn in people:
        await chain.venlo.caller.assign(await chain.venlo.caller.register(bsn))
    calm = 0

    async def over() -> bool:
        nonlocal calm
        # Asking over HTTPS costs far more than looking whether there is anything to ask for.
        waits = await waits_for(provider.side)
        if waits:
            await provider.take()
        busy = not chain.simulator.exchange.tasks.is_idle
        for side in (chain.venlo, chain.zorg):
            async with side.gateway.db.reading() as tx:
                busy |= await tx.fetchval(
                    "select exists (select from leveringen where kanaal='ggk' and staat='wachtend')"
                )
        calm = 0 if busy or waits else calm + 1
        return calm > 1

    await until(over, MAX_WAIT_S)


async def waits_for(side: Side) -> bool:
    """Return True when there is something in the mailbox of this side."""
    async with side.gateway.db.reading() as tx:
        found: bool = await tx.fetchval(
            "select exists (select from leveringen where kanaal = 'postvak' and staat = 'wachtend' and ontvanger = $1)",
            side.code,
        )
    return found


async def kept(side: Side) -> Counter[tuple[str, str, str, bytes]]:
    """Return each message of the ledger by sender, kind, Identificatie and hash, with how often it is there."""
    async with side.gateway.db.reading() as tx:
        rows = await tx.fetch("select verzender, soort, identificatie, sha256 from berichten")
    return Counter((row["verzender"], row["soort"], row["identificatie"], row["sha256"]) for row in rows)


async def sent(side: Side) -> list[Any]:
    """Return each message that this side sent through the chain, with its state and the references of its envelopes."""
    async with side.gateway.db.reading() as tx:
        return await tx.fetch(
            """
            select b.id, b.verzender, b.soort, b.identificatie, b.sha256, l.staat,
                (select array[h.verzender, h.soort, h.identificatie] from berichten h where h.id = b.heenbericht_id)
                    as answers,
                array(select e.referentie::text from enveloppen_uit e where e.levering_id = l.id) as referenties,
                array(select g.gegevens ->> 'code' from gebeurtenissen g
                    where g.bericht_id = b.id and g.soort = 'keten_geweigerd') as codes
            from leveringen l join berichten b on b.gemeente = l.gemeente and b.id = l.bericht_id
            where l.kanaal = 'ggk'
            """
        )


async def check(chain: Chain) -> Counter[str]:
    """Hold both ledgers and what lies open against what the chain did; return how often what went wrong."""
    wrong: Counter[str] = Counter()
    ledgers = {side.code: await kept(side) for side in (chain.venlo, chain.zorg)}
    for ledger in ledgers.values():
        assert set(ledger.values()) <= {1}, "nothing is doubled"
    course: dict[str, set[str]] = {}
    for entry in chain.simulator.journal.entries:
        course.setdefault(entry.referentie, set()).add(entry.wat)
    for side, other in ((chain.venlo, chain.zorg), (chain.zorg, chain.venlo)):
        open_here, open_there = await still_open(chain, side), await still_open(chain, other)
        for row in await sent(side):
            key = (row["verzender"], row["soort"], row["identificatie"], row["sha256"])
            ways = set[str]().union(*(course.get(each, set()) for each in row["referenties"]))
            arrived = key in ledgers[other.code]
            if row["staat"] == "opgegeven":
                assert "Fo01" in ways, (key, ways)
                assert row["codes"], "it is on record why"
                wrong["refused, and told"] += 1
            else:
                assert row["staat"] == "geleverd", (key, row["staat"])
                assert arrived or "verlies" in ways, (key, ways)
            if arrived:
                continue
            # A message without an answer lies open at its sender; an answer that never came, at who waits for it.
            waits, of = (open_here, key[:3]) if row["answers"] is None else (open_there, tuple(row["answers"]))
            assert of in waits, key
            wrong["never came, and noticed"] += 1
        for key in ledgers[other.code]:
            assert key[0] != side.code or key in ledgers[side.code], (key, "nothing came from nowhere")
    return wrong


async def still_open(chain: Chain, side: Side) -> dict[tuple[str, str, str], str]:
    """Return what lies open at this side, however short: its id, by sender, kind and Identificatie."""
    chain.clock.advance(seconds=1)
    found = await list_open_pairs(side.gateway, date(2024, 1, 1), 0, AskedPage(limit=LARGE_PAGE), "ggk")
    return {(each.verzender, each.soort, each.identificatie): str(each.bericht_id) for each in found.items}


@pytest.mark.timeout(TIMEOUT_S)
@pytest.mark.parametrize("part", range(-(-SCENARIOS // IN_ONE_WORLD)))
async def test_random_faults_lose_and_double_nothing_and_each_silence_is_noticed(
    template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int
) -> None:
    make_impatient(monkeypatch)
    for module in ("transport.ggk", "exchange.chain.faults"):
        monkeypatch.setattr(f"gateway.{module}.FREEZE_WAIT", timedelta(milliseconds=50))
    random = Random(f"{SEED}-chain-{part}")
    scenarios = min(IN_ONE_WORLD, SCENARIOS - part * IN_ONE_WORLD)
    people, wrong = bsns(scenarios * CLIENTS), Counter[str]()
    async with two_gateways(template, tmp_path, zaad=part) as chain:
        provider = Provider(chain.zorg, chain.clock.now.date())
        for number in range(scenarios):
            await play(chain, provider, people[number * CLIENTS :][:CLIENTS], list(rules_of(random)))
            wrong = await check(chain)
        chain.simulator.faults.clear()
        open_now = await still_open(chain, chain.venlo)
        chain.clock.now = datetime(2024, 3, 20, 12, tzinfo=UTC)
        await refresh_signals(chain.venlo.gateway, full=True)
        async with chain.venlo.gateway.db.reading() as tx:
            told_of = {row["sleutel"] for row in await tx.fetch("select sleutel from signalen where code = 'NL-807'")}
        assert set(open_now.values()) <= told_of, "a person is told of each assignment without an answer"
        happened.update(wrong)
        happened.update(each.wat for each in chain.simulator.journal.entries)
    told("\n".join(f"  {number:5} {what}" for what, number in sorted(happened.items())))
