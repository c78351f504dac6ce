"""How it goes with those that get their messages sent to them, as all workers together have found."""

from datetime import timedelta

from gateway.store.db.database import Connection


async def reached(tx: Connection, ontvanger: str) -> None:
    """This receiver answered: it no longer rests, and the failures before don't count."""
    await tx.execute(
        "update bestemmingen set fouten = 0, rust_tot = null"
        " where ontvanger = $1 and (fouten > 0 or rust_tot is not null)",
        ontvanger,
    )


async def failed(tx: Connection, ontvanger: str, *, proef: bool) -> int:
    """How many attempts in a row have failed to reach this receiver, with this one.

    Attempts that were under way when it was given a rest don't count, unless it is the one to see how it is.
    """
    fouten: int = await tx.fetchval(
        """
        insert into bestemmingen as b (ontvanger, fouten) values ($1, 1)
        on conflict (ontvanger) do update set
            fouten = b.fouten + case when $2 or b.rust_tot is null then 1 else 0 end
        returning fouten
        """,
        ontvanger,
        proef,
    )
    return fouten


async def rest(tx: Connection, ontvanger: str, span: timedelta, *, proef: bool) -> None:
    """This receiver gets nothing for so long; a rest that it had already is only made longer.

    Unless this was the attempt to see how it is: then it rests exactly so long.
    """
    await tx.execute(
        """
        update bestemmingen set rust_tot = case when $3 then now() + $2 else greatest(rust_tot, now() + $2) end
        where ontvanger = $1
        """,
        ontvanger,
        span,
        proef,
    )


async def no_rest(tx: Connection, ontvanger: str) -> None:
    """This receiver does not rest; its failures stay on record."""
    await tx.execute("update bestemmingen set rust_tot = null where ontvanger = $1", ontvanger)
