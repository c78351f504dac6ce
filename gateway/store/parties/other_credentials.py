"""Other ways in than an API key: clients of an identity provider, and certificates, each of one organisation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from gateway.store.db.database import Connection
from gateway.store.parties.organisaties import Organisatie, organisatie

Weg = Literal["oidc", "certificaat"]
WEGEN: Final = ("oidc", "certificaat")


@dataclass(frozen=True, slots=True)
class Toegang:
    """One way in."""

    weg: Weg
    kenmerk: str
    """Of oidc the client's name at the provider; of a certificate its SHA-256 in hex."""
    organisatie: str
    omschrijving: str
    sinds: datetime


async def grant(tx: Connection, weg: Weg, kenmerk: str, code: str, omschrijving: str) -> bool:
    """Who shows this is that organisation from now on; False when it is another's already."""
    found = await tx.fetchval(
        """
        insert into toegangen (weg, kenmerk, organisatie, omschrijving) values ($1, $2, $3, $4)
        on conflict (weg, kenmerk) do update set omschrijving = excluded.omschrijving
            where toegangen.organisatie = excluded.organisatie
        returning true
        """,
        weg,
        kenmerk,
        code,
        omschrijving,
    )
    return bool(found)


async def withdraw(tx: Connection, weg: Weg, kenmerk: str, code: str) -> bool:
    """Who shows this is no longer that organisation; False when it was not."""
    status = await tx.execute(
        "delete from toegangen where weg = $1 and kenmerk = $2 and organisatie = $3", weg, kenmerk, code
    )
    return status != "DELETE 0"


async def of(tx: Connection, code: str) -> list[Toegang]:
    """Return the ways in of this organisation beside its keys."""
    rows = await tx.fetch(
        "select weg, kenmerk, organisatie, omschrijving, sinds from toegangen where organisatie = $1"
        " order by weg, kenmerk",
        code,
    )
    return [Toegang(*row) for row in rows]


async def owner(tx: Connection, weg: Weg, kenmerk: str) -> Organisatie | None:
    """Return the organisation that shows this; None: nobody's."""
    row = await tx.fetchrow(
        "select o.* from toegangen t join organisaties o on o.code = t.organisatie where t.weg = $1 and t.kenmerk = $2",
        weg,
        kenmerk,
    )
    return organisatie(row) if row else None
