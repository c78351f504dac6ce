"""Each filter of the list of messages reads few pages of a large table, and by an index."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, get_args
from uuid import UUID

import pytest
import pytest_asyncio

from gateway.standard.channels import DeliveryState
from gateway.standard.findings import Outcome
from gateway.store.db.database import Database
from gateway.store.delivery.leveringen import DELIVERIES, where_of
from gateway.store.lists.messages import MessageFilter, select_messages
from tests.support.api.parties import VENLO, VENRAY, ZORG
from tests.support.store.key_ring import vault
from tests.support.store.many_messages import BUSY, many_messages
from tests.support.store.plans import assert_few, plans_of
from tests.support.store.postgres import Template, a_clone

pytestmark = pytest.mark.asyncio(loop_scope="module")

MESSAGE_COUNT = 20_000
CLIENTS = 400
SMALL = frozenset({"organisaties"})
PAGES, PAGES_PER_ROW = 250, 16
"""What a first page may read; the entries of a tenant in an index take some 200 pages, its rows 20 000."""
DELIVERY_PAGES = 30
"""The same of deliveries; an index on all of them takes some 60 pages, those of one receiver far fewer."""
A_CLIENT = UUID(int=(7 << 76) | (8 << 60) | 5)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def filled(template: Template) -> AsyncIterator[Database]:
    """A database with many messages."""
    async with a_clone(template) as dsn:
        db = await Database.connect(dsn, vault=vault())
        try:
            await many_messages(db, dsn, MESSAGE_COUNT, CLIENTS)
            yield db
        finally:
            await db.close()


SCOPES = {
    "municipality": MessageFilter(gemeente=VENLO),
    "small municipality": MessageFilter(gemeente=VENRAY),
    "provider": MessageFilter(aanbieder=BUSY),
    "small provider": MessageFilter(aanbieder=ZORG),
    "both": MessageFilter(gemeente=VENLO, aanbieder=ZORG),
    "operator": MessageFilter(),
}
FILTERS: dict[str, dict[str, Any]] = {
    "all": {},
    "kind": {"soorten": ("WMO305",)},
    "rare kind": {"soorten": ("WMO319",)},
    "direction": {"soorten": ("WMO301", "WMO306", "WMO308")},
    "from": {"vanaf": datetime(2024, 1, 14, tzinfo=UTC)},
    "until": {"tot": datetime(2024, 1, 2, tzinfo=UTC)},
    "period": {"vanaf": datetime(2024, 1, 7, tzinfo=UTC), "tot": datetime(2024, 1, 8, tzinfo=UTC)},
    "approved": {"oordeel": Outcome.GOEDGEKEURD},
    "refused": {"oordeel": Outcome.AFGEKEURD},
    "parked": {"oordeel": Outcome.GEPARKEERD},
    "granted": {"uitkomst": "goedgekeurd"},
    "refused by the other": {"uitkomst": "afgekeurd"},
    "delivered": {"bezorging": "geleverd"},
    "waits": {"bezorging": "wachtend"},
    "under way": {"bezorging": "onderweg"},
    "given up": {"bezorging": "opgegeven"},
    "identificatie": {"identificatie": "N4711"},
    "no such identificatie": {"identificatie": "X"},
    "code": {"code": "TR019"},
    "code of policy": {"code": "NL-112"},
    "rare code": {"code": "TR056"},
    "no such code": {"code": "OP380"},
}


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("name", [*FILTERS, "client"])
async def test_a_filter_reads_by_index_and_few_pages(filled: Database, scope: str, name: str) -> None:
    chosen = FILTERS[name] if name != "client" else {"client": A_CLIENT, "gemeente": VENLO}
    filters = replace(SCOPES[scope], **chosen, sees_policy="municipality" in scope)
    async with filled.snapshot() as tx:
        assert_few(await plans_of(tx, *select_messages(filters)), PAGES, PAGES_PER_ROW, may_read_whole=SMALL)


@pytest.mark.parametrize("state", [None, *get_args(DeliveryState)])
async def test_a_choice_of_deliveries_reads_few_pages_too(filled: Database, state: DeliveryState | None) -> None:
    async with filled.snapshot() as tx:
        for receiver in (None, VENLO, ZORG, "99999999"):
            plans = await plans_of(tx, DELIVERIES, where_of(state, receiver))
            assert_few(plans, DELIVERY_PAGES, PAGES_PER_ROW, may_read_whole=frozenset())


PAIRS = [
    ("under way", "rare code"),
    ("given up", "refused"),
    ("refused by the other", "rare kind"),
    ("refused by the other", "code of policy"),
    ("parked", "no such code"),
    ("waits", "refused by the other"),
    ("delivered", "rare code"),
]


@pytest.mark.parametrize("scope", SCOPES)
async def test_two_filters_read_few_pages_too(filled: Database, scope: str) -> None:
    async with filled.snapshot() as tx:
        for one, other in PAIRS:
            filters = replace(SCOPES[scope], **FILTERS[one], **FILTERS[other], sees_policy="municipality" in scope)
            assert_few(await plans_of(tx, *select_messages(filters)), PAGES, PAGES_PER_ROW, may_read_whole=SMALL)
