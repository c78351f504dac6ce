"""What a database notes of where it stands; a copy differs from its note, and may issue nothing before it was restored.

The series of a restored copy go on past what the original may have issued: in the first place beyond what a series
that began in 2026 and goes at full speed would have reached by now, and always by a margin. From there they skip a
number that nobody can foresee: two copies of one backup know nothing of each other, and may be restored at one moment.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import asyncpg

from gateway.store.custody.failover import note_standby, take_over
from gateway.store.db.database import Database
from gateway.store.db.session import connect
from gateway.store.parties.operator_log import Actor

if TYPE_CHECKING:
    _Plain = asyncpg.Connection[asyncpg.Record]

_EPOCH: Final = datetime(2026, 1, 1, tzinfo=UTC)
_WIDE: Final = 10**10
"""A series that holds so many numbers, or more, can spare the large steps."""
_STEPS_A_MINUTE: Final = {True: 3000, False: 30}
"""Numbers a minute that a series is taken to issue at most, on the average; by whether it is wide."""
_MARGIN: Final = {True: 1_000_000, False: 100_000}
"""Numbers that are skipped in any case: an original at its highest speed issues as many in some hours."""
_SPREAD: Final = {True: 1_000_000_000, False: 20_000_000}
"""A copy skips fewer numbers than this besides, drawn by lot: two copies that issue n numbers each at the same time
have one in common with a chance of at most 2n in so many."""
_SPREAD_OF_ROOM: Final = 10
"""The draw takes at most one in so many of the numbers that are left, so that a series can be restored often."""
NUMBERS: Final = ("identificaties", "toewijzing_nummers")
"""The series whose numbers others get to see."""
_DIGITS: Final = {"identificaties": 10**11 - 1}
"""Bounds of the standard that the series itself does not have."""

DIFFERS: Final = """
    select h.id is not null as noted, n.systeem is not null as known,
        h.systeem is distinct from n.systeem as other_server,
        h.tijdlijn is distinct from n.tijdlijn as other_timeline,
        h.database is distinct from n.database as other_database,
        h.plaats is not null and n.plaats is not null and h.plaats <> n.plaats as other_place
    from (select) een left join herkomst_nu() n on true
    left join (select * from herkomst order by id desc limit 1) h on true
"""
NOTE: Final = """
    insert into herkomst (soort, systeem, tijdlijn, database, plaats, door, gegevens)
    select $1, systeem, tijdlijn, database, plaats, $2, $3::text::jsonb from herkomst_nu()
"""
_WHY: Final = {
    "other_server": "zij staat op een andere server",
    "other_timeline": "de server is teruggezet of een standby nam het over (nieuwe tijdlijn)",
    "other_database": "zij is gekopieerd naar een andere database op de server",
    "other_place": "de bestanden van de server zijn gekopieerd of teruggezet",
}


class DatabaseCopied(Exception):
    """The database is a copy or was put back; the text says how that shows and what to do."""


class RestoreRefused(DatabaseCopied):
    """The database can't be made ready for use; the text says why."""


async def check_origin(db: Database, standby_of: str | None = None) -> None:
    """Raise DatabaseCopied when the database stands elsewhere than it noted; note where, when it noted nothing yet.

    Says nothing of a database that can only be read, which issues no numbers. `standby_of`: the connection string, when
    the operator says that a standby lacks nothing; then one may take over.
    """
    async with db.reading() as tx:
        row = await tx.fetchrow(DIFFERS)
    assert row is not None
    if not row["known"]:
        return
    why = [text for column, text in _WHY.items() if row[column]]
    try:
        if not row["noted"]:
            async with db.transaction() as tx:
                await tx.execute(NOTE, "begin", "gateway", "{}")
            why = []
        if standby_of is not None and not why:
            await note_standby(db)
        elif standby_of is not None and not (row["other_server"] or row["other_database"]) and row["other_timeline"]:
            doubts = await take_over(db, standby_of)
            why = [*why, *(f"een standby die het overnam lijkt het niet, want {each}" for each in doubts)]
            why = why if doubts else []
    except asyncpg.ReadOnlySQLTransactionError:
        return
    if why:
        raise DatabaseCopied(
            f"Deze database is een kopie of teruggezette back-up: {' en '.join(why)}. Er is niets gewijzigd. Het "
            "origineel kan nummers hebben uitgegeven die deze database niet kent, en dezelfde Identificatie of "
            "hetzelfde ToewijzingNummer mag nooit twee keer de deur uit. Stop het origineel als dat nog draait, en "
            "voer dan met de login van de eigenaar 'gateway db restored' uit (docs/backup.md)."
        )


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done to make a copy ready for use."""

    series: Mapping[str, tuple[int, int]]
    """By series the last number issued here, and the last one that counts as issued from now on."""
    under_way: int
    """Deliveries whose attempt was under way: they are sent again."""
    waiting: int
    """Deliveries that wait to be sent, those included."""


async def mark_restored(dsn: str, actor: Actor) -> Restored:
    """Make a copy ready for use, as the owner of the database: jump all series, void leases, note where it stands.

    One transaction, with a read record under seal for each municipality. Raises RestoreRefused when the login isn't
    that of the owner, or the clock of the database is behind its newest row.
    """
    connection = await connect(dsn)
    try:
        async with connection.transaction(isolation="read_committed"):
            return await _restore(connection, actor)
    except asyncpg.InsufficientPrivilegeError:
        raise RestoreRefused(
            "Deze login mag de reeksen van de database niet verzetten. Voer 'gateway db restored' uit met de login van "
            "de eigenaar in GATEWAY_DATABASE_URL, zoals bij 'gateway db upgrade'."
        ) from None
    finally:
        await connection.close()


async def _restore(tx: "_Plain", actor: Actor) -> Restored:
    await tx.execute("lock table herkomst in share row exclusive mode")
    clock = await tx.fetchrow(
        "select clock_timestamp() as now,"
        " greatest((select max(op) from zegels), (select max(op) from herkomst)) as last"
    )
    assert clock is not None
    if clock["last"] is not None and clock["last"] > clock["now"]:
        raise RestoreRefused(
            f"De klok van de database ({clock['now']:%Y-%m-%d %H:%M} UTC) loopt achter op haar nieuwste rij "
            f"({clock['last']:%Y-%m-%d %H:%M} UTC): aan de klok is te zien welke nummers al uitgegeven kunnen zijn. "
            "Zet haar goed en probeer het opnieuw. Er is niets gewijzigd."
        )
    series = {
        each["name"]: (each["last"], beyond(each["name"], each["last"], each["most"], clock["now"]))
        for each in await tx.fetch(
            "select sequencename as name, coalesce(last_value, 0) as last, max_value as most from pg_sequences"
            " where schemaname = 'public' order by sequencename"
        )
    }
    for name, (_, after) in series.items():  # no rollback undoes this, so it comes after all that may be refused
        await tx.execute("select setval($1::text::regclass, $2)", f"public.{name}", after)
    under_way = await tx.execute(
        "update leveringen set onderweg = false, niet_voor = now() where staat = 'wachtend' and onderweg"
    )
    await tx.execute("update leveringen set wacht_op = null where wacht_op is not null")
    await tx.execute("update bestemmingen set fouten = 0, rust_tot = null")
    await tx.execute("delete from workers")
    waiting = await tx.fetchval("select count(*) from leveringen where staat = 'wachtend' and kanaal <> 'postvak'")
    await tx.execute(NOTE, "hersteld", str(actor), "{}")
    await tx.execute(
        """
        insert into inzages (gemeente, organisatie, ingang, actie, soort, onderwerp, clienten, doel, uitkomst, aanvraag)
        select g.gemeente, $1, $2, 'gateway db restored', 'grootboek', $3, '{}', 'kopie in gebruik genomen',
            'toegestaan', ''
        from (select distinct gemeente from zegels union select distinct gemeente from berichten) g
        """,
        actor.organisatie,
        actor.ingang,
        " ".join(f"{name}:{series[name][1]}" for name in NUMBERS),
    )
    return Restored(series, int(under_way.removeprefix("UPDATE ")), waiting)


def beyond(name: str, last: int, most: int, now: datetime) -> int:
    """Return the number after which this series goes on, each time another. Raises RestoreRefused without room."""
    bound = min(most, _DIGITS.get(name, most))
    wide = bound >= _WIDE
    minutes = max(int((now - _EPOCH).total_seconds()) // 60, 0)
    after = max(last, minutes * _STEPS_A_MINUTE[wide]) + _MARGIN[wide]
    if after >= bound:
        raise RestoreRefused(
            f"Reeks {name} staat op {last} en kan niet verder na {after}: haar grens is {bound}. Er is niets "
            "gewijzigd. Is de klok van de database goed, neem dan contact op met de makers van de gateway."
        )
    return after + secrets.randbelow(min(_SPREAD[wide], max((bound - after) // _SPREAD_OF_ROOM, 1)))
