"""The receivers that messages are sent to: failures in a row and rests, as all workers together found them."""

from datetime import datetime, timedelta
from typing import Final, Literal, cast
from uuid import UUID

from gateway.store.db.database import Connection

Line = Literal["onbeproefd", "mislukt"]
"""A line that is to be tried before anything is sent by it: not tried yet; its trial failed, and that froze it."""

_SEEN: Final = """
    with bekend as (
        update bestemmingen set fouten = 0, rust_tot = null, gezien_op = now()
        where ontvanger = $1
            and (fouten > 0 or rust_tot is not null or gezien_op is null or gezien_op < now() - interval '1 minute')
    )
    insert into bestemmingen (ontvanger, gezien_op)
    select $1, now() where not exists (select from bestemmingen where ontvanger = $1) on conflict do nothing
"""
"""Writes once a minute at most, and locks no row else: many attempts for one receiver end at the same moment."""


async def mark_reached(tx: Connection, ontvanger: str) -> None:
    """End the rest of a receiver that was reached, forget its failures, and note to the minute that it was seen."""
    await tx.execute(_SEEN, ontvanger)


async def note_trial(tx: Connection, ontvanger: str, *, is_reached: bool, certificaat_tot: datetime | None) -> None:
    """Note what a trial by hand saw of this receiver: that it answered, and the end of its certificate.

    It ends no rest: that is for the next attempt.
    """
    await tx.execute(
        """
        insert into bestemmingen as b (ontvanger, gezien_op, certificaat_tot)
        values ($1, case when $2 then now() end, $3)
        on conflict (ontvanger) do update set gezien_op = coalesce(excluded.gezien_op, b.gezien_op),
            certificaat_tot = coalesce($3, b.certificaat_tot), lijn = case when not $2 then b.lijn end
        """,
        ontvanger,
        is_reached,
        certificaat_tot,
    )


async def begin_line(tx: Connection, ontvanger: str, *, is_reached: bool, certificaat_tot: datetime | None) -> None:
    """Forget all of this receiver, which has another line from now on. `is_reached`: by that, just now."""
    await tx.execute(
        """
        insert into bestemmingen (ontvanger, gezien_op, certificaat_tot, lijn)
        values ($1, case when $2 then now() end, $3, case when not $2 then 'onbeproefd' end)
        on conflict (ontvanger) do update set fouten = 0, rust_tot = null, gezien_op = excluded.gezien_op,
            certificaat_tot = $3, lijn = excluded.lijn
        """,
        ontvanger,
        is_reached,
        certificaat_tot,
    )


async def find_line(tx: Connection, ontvanger: str) -> Line | None:
    """Return what is to be tried of the line to this receiver; None: nothing. Locks no row: deliveries come first."""
    found = await tx.fetchval("select lijn from bestemmingen where ontvanger = $1", ontvanger)
    return cast("Line | None", found)


async def mark_line(tx: Connection, ontvanger: str, lijn: Line) -> None:
    """Have the line to this receiver tried before anything is sent by it."""
    await tx.execute("update bestemmingen set lijn = $2 where ontvanger = $1", ontvanger, lijn)


async def begin_round_trip(tx: Connection, ontvanger: str, referentie: UUID) -> None:
    """Note that a trial message goes to this receiver under this reference, instead of the one before."""
    await tx.execute(
        """
        insert into bestemmingen (ontvanger, proef_referentie) values ($1, $2)
        on conflict (ontvanger) do update set proef_referentie = $2, proef_code = null
        """,
        ontvanger,
        referentie,
    )


async def find_round_trip(tx: Connection, referentie: UUID) -> tuple[str, str | None] | None:
    """Return the receiver of this trial message, and the code that came back or None; None: it was none of ours."""
    row = await tx.fetchrow("select ontvanger, proef_code from bestemmingen where proef_referentie = $1", referentie)
    return None if row is None else (row["ontvanger"], row["proef_code"])


async def end_round_trip(tx: Connection, referentie: UUID, code: str) -> None:
    """Note the code that came back for this trial message."""
    await tx.execute("update bestemmingen set proef_code = $2 where proef_referentie = $1", referentie, code)


async def count_failure(tx: Connection, ontvanger: str, *, is_probe: bool) -> int:
    """Count an attempt that did not reach this receiver, and return the number of them in a row.

    An attempt that ends while the receiver rests doesn't count, unless it is the probe after its last rest.
    """
    failures: int = await tx.fetchval(
        """
        insert into bestemmingen as b (ontvanger, fouten) values ($1, 1)
        on conflict (ontvanger) do update set
            fouten = b.fouten + case when $2 or b.rust_tot is null then 1 else 0 end
        returning fouten
        """,
        ontvanger,
        is_probe,
    )
    return failures


async def rest(tx: Connection, ontvanger: str, span: timedelta, *, is_probe: bool) -> None:
    """Send nothing to this receiver for `span`; a rest that it has already is only made longer.

    After a probe the rest lasts exactly `span`.
    """
    await tx.execute(
        """
        update bestemmingen set rust_tot = case when $3 then now() + $2 else greatest(rust_tot, now() + $2) end
        where ontvanger = $1
        """,
        ontvanger,
        span,
        is_probe,
    )


async def end_rest(tx: Connection, ontvanger: str) -> None:
    """End the rest of this receiver, without forgetting its failures."""
    await tx.execute("update bestemmingen set rust_tot = null where ontvanger = $1", ontvanger)
