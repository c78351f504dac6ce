"""The view of the audit: the facts about the decision behind each assignment, of many clients at once."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from gateway.store.care.toewijzingen import DecisionRecord
from gateway.store.db.database import Connection
from gateway.store.db.places import DECIDED_BY, open_text

_RECORDS: Final = """
select t.nummer, v.versie, v.beslist_door, v.aangevraagd_op, v.grond, v.evaluatie_op, v.instemming_aanbieder
from toewijzingen t cross join lateral (
    select * from toewijzing_versies where gemeente = t.gemeente and nummer = t.nummer order by versie desc limit 1
) v
where t.gemeente = $1 and t.client_id = any($2::uuid[])
"""


async def load_decision_records(tx: Connection, gemeente: str, clienten: Sequence[UUID]) -> dict[int, DecisionRecord]:
    """Return by number what is recorded about the decision behind the present version of each assignment."""
    return {
        row["nummer"]: DecisionRecord(
            beslist_door=open_text(row["beslist_door"], DECIDED_BY.at(gemeente, row["nummer"], row["versie"])),
            aangevraagd_op=row["aangevraagd_op"],
            grond=row["grond"],
            evaluatie_op=tuple(row["evaluatie_op"]),
            instemming_aanbieder=row["instemming_aanbieder"],
        )
        for row in await tx.fetch(_RECORDS, gemeente, list(clienten))
    }
