"""What was recorded with a decision is there for the audit, of the present version only."""

from uuid import UUID

from gateway.store.care import audit_view
from tests.support.api.application import Api
from tests.support.api.parties import VENLO, VENRAY


async def test_the_record_of_the_present_version_is_there_for_its_own_municipality(api: Api) -> None:
    venlo = await api.caller(VENLO)
    client = await venlo.register()
    assigned = await venlo.assign(client, beslistDoor="A. Jansen", aangevraagdOp="2024-02-01")
    async with api.gateway.db.reading() as tx:
        records = await audit_view.load_decision_records(tx, VENLO, [UUID(client)])
        assert await audit_view.load_decision_records(tx, VENRAY, [UUID(client)]) == {}
    record = records[assigned["toewijzingNummer"]]
    assert record.beslist_door == "A. Jansen"
    assert str(record.aangevraagd_op) == "2024-02-01"
