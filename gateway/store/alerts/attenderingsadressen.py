"""The addresses that an organisation wants alerts at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gateway.store.db.database import Connection
from gateway.store.ledger.berichten import new_id

_COLUMNS = "id, organisatie, url, soorten, afgeschermd, fouten, rust_tot, aangemaakt_op"


@dataclass(frozen=True, slots=True)
class AlertAddress:
    """An address that is sent alerts."""

    id: UUID
    organisatie: str
    url: str
    soorten: Sequence[str]
    """The kinds of alert that it is sent."""
    afgeschermd: bool
    """Whether it may lie in a private network that the operator allows."""
    fouten: int
    """Attempts in a row that did not reach it."""
    rust_tot: datetime | None
    """Until then nothing is sent there."""
    aangemaakt_op: datetime


async def add(tx: Connection, organisatie: str, url: str, soorten: Sequence[str], *, afgeschermd: bool) -> UUID:
    """Write an address and return its id."""
    id = new_id()
    await tx.execute(
        "insert into attenderingsadressen (organisatie, id, url, soorten, afgeschermd) values ($1, $2, $3, $4, $5)",
        organisatie,
        id,
        url,
        soorten,
        afgeschermd,
    )
    return id


async def list_addresses(tx: Connection, organisatie: str | None) -> list[AlertAddress]:
    """Return the addresses of this organisation that were not withdrawn, oldest first; None: of all."""
    rows = await tx.fetch(
        f"select {_COLUMNS} from attenderingsadressen"
        " where ingetrokken_op is null and ($1::text is null or organisatie = $1) order by organisatie, id",
        organisatie,
    )
    return [AlertAddress(*row) for row in rows]


async def find(tx: Connection, organisatie: str | None, id: UUID) -> AlertAddress | None:
    """Return the address with this id, unless it was withdrawn. `organisatie`: whose it has to be; None: anybody's."""
    row = await tx.fetchrow(
        f"select {_COLUMNS} from attenderingsadressen"
        " where id = $2 and ingetrokken_op is null and ($1::text is null or organisatie = $1)",
        organisatie,
        id,
    )
    return None if row is None else AlertAddress(*row)


async def withdraw(tx: Connection, address: AlertAddress) -> None:
    """Send no more to this address: what waits for it is given up, and its secrets end."""
    key = address.organisatie, address.id
    await tx.execute("update attenderingsadressen set ingetrokken_op = now() where organisatie = $1 and id = $2", *key)
    await tx.execute(
        "update attenderingen set staat = 'opgegeven', afgerond_op = now(),"
        " uitkomst = coalesce(uitkomst, 'ingetrokken') where organisatie = $1 and adres_id = $2 and staat = 'wachtend'",
        *key,
    )
    await tx.execute(
        "update push_geheimen set vervalt_op = now()"
        " where organisatie = $1 and adres_id = $2 and (vervalt_op is null or vervalt_op > now())",
        *key,
    )
