"""What is kept of a client is read for one municipality; what a dossier shows is in tests/exchange/lists."""

from uuid import uuid4

from gateway.store.db.database import Database
from gateway.store.lists.dossier import load_reports, load_signals, load_versions
from tests.support.api.parties import VENLO, VENRAY, enrol
from tests.support.store.filling import assigned_clients


async def test_versions_are_of_the_client_and_the_municipality(db: Database) -> None:
    await enrol(db)
    (_, nummer), _ = await assigned_clients(db, 2)
    async with db.reading() as tx:
        client = await tx.fetchval("select client_id from toewijzingen where nummer = $1", nummer)
        [line] = await load_versions(tx, VENLO, client)
        assert (line.nummer, line.versie, line.code, line.overrule) == (nummer, 1, "02A02", None)
        assert await load_versions(tx, VENRAY, client) == await load_versions(tx, VENLO, uuid4()) == []
        assert await load_reports(tx, VENLO, client) == []
        assert await load_signals(tx, VENLO, client) == []
