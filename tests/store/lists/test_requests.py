"""Each filter on requests is a condition with an index."""

from datetime import UTC, datetime
from uuid import UUID

from gateway.store.lists.requests import DueBounds, RequestFilter, where_of


def test_a_filter_that_is_given_is_a_condition() -> None:
    day = datetime(2024, 3, 1, tzinfo=UTC)
    where = where_of(
        RequestFilter(
            gemeente="0983",
            status="open",
            soort="WMO315",
            client=UUID(int=1),
            aanbieder="99990001",
            code="02A16",
            vanaf=day,
            tot=day,
        )
    )
    assert where.values == ["0983", "open", "WMO315", UUID(int=1), "99990001", "02A16", day, day]
    assert where.sql.count(" and ") == 7
    assert where_of(RequestFilter(gemeente="0983")).sql == "v.gemeente = $1"
    due = DueBounds(((("0983", "0984"), day),), day.date())
    where = where_of(RequestFilter(aanbieder="99990001", due=due))
    assert where.values == ["99990001", ["0983", "0984"], day, day.date()]
    assert where_of(RequestFilter(due=DueBounds((), day.date()))).values == [day.date()]
