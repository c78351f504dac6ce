"""The causes of signals: those that last, and signals that come with a cause, are reworded, and end with it.

Of one cause (municipality, code and key) at most one signal lasts: whoever adds it again adds nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from gateway.policy.watch_file import Signal
from gateway.store.alerts.attenderingen import Alert, raise_alerts
from gateway.store.db.database import Connection
from gateway.store.ledger.berichten import new_id

_LASTING_COLUMNS = "id, code, sleutel, uiterlijk, tekst, bron"


@dataclass(frozen=True, slots=True)
class LastingSignal:
    """The content of a signal whose cause lasts."""

    id: UUID
    code: str
    sleutel: str
    uiterlijk: date
    tekst: str
    bron: str


async def list_lasting(
    tx: Connection, gemeente: str, clienten: Sequence[UUID], *, without_client: bool
) -> dict[UUID | None, list[LastingSignal]]:
    """Return the signals of each of these clients whose cause lasted when it was last looked at."""
    # Two statements and not an "or": so each has its index.
    where = (
        f"select client_id, {_LASTING_COLUMNS} from signalen where gemeente = $1 and vervallen_op is null and client_id"
    )
    rows = await tx.fetch(f"{where} = any($2::uuid[])", gemeente, clienten)
    if without_client:
        rows += await tx.fetch(f"{where} is null", gemeente)
    found: dict[UUID | None, list[LastingSignal]] = {}
    for client, *values in rows:
        found.setdefault(client, []).append(LastingSignal(*values))
    return found


async def list_lasting_of_keys(tx: Connection, gemeente: str, code: str, keys: Sequence[str]) -> list[LastingSignal]:
    """Return the signals of this code with one of these keys whose cause lasted when it was last looked at."""
    rows = await tx.fetch(
        f"select {_LASTING_COLUMNS} from signalen"
        " where gemeente = $1 and code = $2 and sleutel = any($3::text[]) and vervallen_op is null",
        gemeente,
        code,
        keys,
    )
    return [LastingSignal(*row) for row in rows]


_INSERT = ("client_id", "code", "sleutel", "aanbieder", "toewijzing_nummer", "bericht_id", "uiterlijk", "tekst", "bron")


async def add(tx: Connection, gemeente: str, new: Sequence[tuple[UUID | None, Signal]], op: datetime) -> int:
    """Write these signals as open, with an alert each; a cause that has a lasting signal keeps that one.

    Return how many were written.
    """
    ids = [new_id() for _ in new]
    signals = [each for _, each in new]
    added = await tx.fetch(
        f"""
        with gemaakt as (
            insert into signalen (gemeente, ontstaan_op, id, {", ".join(_INSERT)})
            select $1, $2, * from unnest($3::uuid[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::bigint[],
                $9::uuid[], $10::date[], $11::text[], $12::text[])
            on conflict (gemeente, code, sleutel) where vervallen_op is null do nothing
            returning id, code, uiterlijk
        ), vermeld as (
            insert into signaal_gebeurtenissen (gemeente, signaal_id, soort, gegevens, op)
            select $1, id, 'ontstaan', jsonb_build_object('uiterlijk', uiterlijk), $2 from gemaakt order by id
        )
        select id, code from gemaakt order by id
        """,
        gemeente,
        op,
        ids,
        [client for client, _ in new],
        [each.code for each in signals],
        [each.sleutel for each in signals],
        [each.aanbieder for each in signals],
        [each.toewijzing_nummer for each in signals],
        [None if each.bericht is None else UUID(each.bericht) for each in signals],
        [each.uiterlijk for each in signals],
        [each.text for each in signals],
        [each.bron for each in signals],
    )
    await raise_alerts(tx, [_alert(gemeente, row["id"], row["code"]) for row in added])
    return len(added)


def _alert(gemeente: str, id: UUID, code: str) -> Alert:
    data = {"gemeente": gemeente, "signaalId": str(id), "code": code, "pad": f"/v1/signalen/{id}"}
    return Alert(soort="signaal.ontstaan", gemeente=gemeente, gegevens=data)


async def analyze(tx: Connection) -> None:
    """Update the planner's statistics on signals.

    Without any it takes a wrong index, and during the first round checks a foreign key by reading a whole municipality.
    """
    await tx.execute("analyze signalen")


async def reword(tx: Connection, gemeente: str, changed: Sequence[tuple[UUID, Signal]], op: datetime) -> None:
    """Write the new content of these signals, and an event where the due date changed."""
    signals = [each for _, each in changed]
    await tx.execute(
        """
        with was as (
            select id, uiterlijk from signalen where gemeente = $1 and id = any($3::uuid[])
        ), gewijzigd as (
            update signalen s set uiterlijk = n.uiterlijk, tekst = n.tekst, bron = n.bron
            from unnest($3::uuid[], $4::date[], $5::text[], $6::text[]) as n (id, uiterlijk, tekst, bron)
            where s.gemeente = $1 and s.id = n.id
            returning s.id, s.uiterlijk
        )
        insert into signaal_gebeurtenissen (gemeente, signaal_id, soort, gegevens, op)
        select $1, w.id, 'verplaatst', jsonb_build_object('uiterlijk', g.uiterlijk), $2
        from gewijzigd g join was w on w.id = g.id where g.uiterlijk <> w.uiterlijk order by w.id
        """,
        gemeente,
        op,
        [id for id, _ in changed],
        [each.uiterlijk for each in signals],
        [each.text for each in signals],
        [each.bron for each in signals],
    )


async def end_causes(tx: Connection, gemeente: str, ids: Sequence[UUID], op: datetime) -> None:
    """Write that the causes of these signals are gone; those that were open lapse."""
    await tx.execute(
        """
        with weg as (
            update signalen set vervallen_op = $2, status = case status when 'open' then 'vervallen' else status end
            where gemeente = $1 and id = any($3::uuid[])
            returning id
        )
        insert into signaal_gebeurtenissen (gemeente, signaal_id, soort, op)
        select $1, id, 'vervallen', $2 from weg order by id
        """,
        gemeente,
        op,
        ids,
    )
