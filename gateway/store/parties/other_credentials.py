"""Other ways in than an API key: clients of an identity provider, and certificates, each of one organisation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from gateway.store.db.database import Connection
from gateway.store.parties.organisaties import Organisatie, as_organisatie

CredentialKind = Literal["oidc", "certificaat"]
CREDENTIAL_KINDS: Final[tuple[CredentialKind, ...]] = ("oidc", "certificaat")


@dataclass(frozen=True, slots=True)
class Credential:
    """A token or certificate that stands for an organisation."""

    weg: CredentialKind
    kenmerk: str
    """Of oidc the client's name at the provider; of a certificate its SHA-256 in hex."""
    organisatie: str
    omschrijving: str
    sinds: datetime


async def grant_credential(tx: Connection, weg: CredentialKind, kenmerk: str, code: str, omschrijving: str) -> bool:
    """Let this credential stand for the organisation. Returns False when it stands for another already."""
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


async def withdraw_credential(tx: Connection, weg: CredentialKind, kenmerk: str, code: str) -> bool:
    """Remove this credential of the organisation. Returns False when it had none such."""
    status = await tx.execute(
        "delete from toegangen where weg = $1 and kenmerk = $2 and organisatie = $3", weg, kenmerk, code
    )
    return status != "DELETE 0"


async def list_credentials(tx: Connection, code: str) -> list[Credential]:
    """Return the credentials of this organisation other than its API keys."""
    rows = await tx.fetch(
        "select weg, kenmerk, organisatie, omschrijving, sinds from toegangen where organisatie = $1"
        " order by weg, kenmerk",
        code,
    )
    return [Credential(*row) for row in rows]


async def find_owner(tx: Connection, weg: CredentialKind, kenmerk: str) -> Organisatie | None:
    """Return the organisation that this credential stands for; None when it stands for none."""
    row = await tx.fetchrow(
        "select o.* from toegangen t join organisaties o on o.code = t.organisatie where t.weg = $1 and t.kenmerk = $2",
        weg,
        kenmerk,
    )
    return as_organisatie(row) if row else None
