"""A standby that took over is the same database, when it lacks nothing; a copy or a backup that was put back is not.

Its rows can't show what they lack, so somebody has to say that the primary waits for its standby. What can be looked at
is: that it did so when a gateway last started, that this server's files were there before the last rows came in (those
of a backup are put back after), and that no other server in the address can be written to.
"""

import json
from collections.abc import Mapping
from typing import Final

import asyncpg

from gateway.store.db.database import Connection, Database
from gateway.store.db.fault_table import DatabaseUnavailable
from gateway.store.db.servers.address import list_servers
from gateway.store.db.session import connect

_SECONDS_TO_LOOK: Final = 3.0
"""Seconds to wait for another server in the address, which may well be gone."""
_WAITS_FOR: Final = """
    select case when current_setting('synchronous_commit') in ('on', 'remote_apply')
        then current_setting('synchronous_standby_names') else '' end
"""
_FACTS: Final = """
    select n.systeem, n.tijdlijn, n.plaats, h.tijdlijn as before, h.gegevens ->> 'standby' as standby,
        n.tijdlijn > h.tijdlijn as is_later, n.plaats + interval '1 second' <= greatest(
            (select max(gezien_op) from workers), (select max(op) from zegels), h.op) as lived_along
    from herkomst_nu() n, (select * from herkomst order by id desc limit 1) h
"""
"""The time of a file is told in whole seconds: a copy made in the second of the last row is no older than that row."""
_TAKEN_OVER: Final = """
    insert into herkomst (soort, systeem, tijdlijn, database, plaats, door, gegevens)
    select $1, systeem, tijdlijn, database, plaats, 'gateway', $2::text::jsonb from herkomst_nu()
"""


async def note_standby(db: Database) -> None:
    """Note whether, and for which standby, this server waits before it confirms a commit; once for each change."""
    async with db.transaction() as tx:
        names = await tx.fetchval(_WAITS_FOR)
        noted = await tx.fetchval("select gegevens ->> 'standby' from herkomst order by id desc limit 1")
        if names != (noted or ""):
            await _note(tx, "standby", {"standby": names})


async def take_over(db: Database, dsn: str) -> list[str]:
    """Note that the standby at this address took over, and return no reason; or why it may be a copy, in Dutch."""
    async with db.transaction() as tx:
        row = await tx.fetchrow(_FACTS)
        assert row is not None
        why = _doubts(row)
        for address, system, timeline in [] if why else await _other_servers(dsn):
            if system == row["systeem"] and timeline != row["tijdlijn"]:
                why.append(f"de server op {address} neemt ook nog schrijfopdrachten aan, op een andere tijdlijn")
        if not why:
            await _note(tx, "overgenomen", {"standby": row["standby"], "van": row["before"]})
    return why


def _doubts(row: asyncpg.Record) -> list[str]:
    why = []
    if not row["standby"]:
        why.append(
            "niet is gebleken dat de server hiervóór wachtte op een standby (synchronous_standby_names gevuld en "
            "synchronous_commit aan, toen een gateway met GATEWAY_FAILOVER startte)"
        )
    if not row["is_later"]:
        why.append("de tijdlijn van deze server is ouder dan die van de server hiervóór")
    if row["plaats"] is None:
        why.append(
            "niet is te zien sinds wanneer de bestanden van deze server er staan: geef de eigenaar van de database "
            "'grant execute on function pg_stat_file(text)'"
        )
    elif not row["lived_along"]:
        why.append(
            "de bestanden van deze server zijn er neergezet nadat de laatste rij erin kwam, zoals bij een back-up die "
            "is teruggezet en anders dan bij een standby die meeliep"
        )
    return why


async def _note(tx: Connection, soort: str, gegevens: Mapping[str, str]) -> None:
    await tx.execute(_TAKEN_OVER, soort, json.dumps(gegevens))


async def _other_servers(dsn: str) -> list[tuple[str, str, str]]:
    """Return address, system and timeline of each server in this connection string that can be written to."""
    found = []
    for address, single in list_servers(dsn):
        try:
            connection = await connect(single, seconds=_SECONDS_TO_LOOK)
        except (DatabaseUnavailable, TimeoutError):
            continue
        try:
            row = await connection.fetchrow("select systeem, tijdlijn from herkomst_nu()")
        finally:
            await connection.close()
        if row is not None:
            found.append((address, row["systeem"], row["tijdlijn"]))
    return found
