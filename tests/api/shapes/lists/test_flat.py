"""A shape is a row of a table: nested values have columns of their own, also when they are absent."""

from datetime import UTC, date, datetime
from uuid import UUID

from gateway.api.shapes.base import Shape
from gateway.api.shapes.lists.flat import columns_of, row_of


class Inner(Shape):
    code: str
    is_nieuw: bool


class Outer(Shape):
    id: UUID
    op_dag: date
    moment: datetime | None
    inner: Inner | None
    codes: list[Inner]
    woorden: list[str]
    bedrag: int


def test_each_value_has_its_column() -> None:
    columns = ["id", "opDag", "moment", "inner.code", "inner.isNieuw", "codes", "woorden", "bedrag"]
    assert columns_of(Outer) == columns
    inner = Inner(code="A", is_nieuw=True)
    day = date(2024, 1, 2)
    full = Outer(
        id=UUID(int=1),
        op_dag=day,
        moment=datetime(2024, 1, 2, 3, tzinfo=UTC),
        inner=inner,
        codes=[inner, Inner(code="B", is_nieuw=False)],
        woorden=["x", "y"],
        bedrag=7,
    )
    assert row_of(full) == [str(UUID(int=1)), "2024-01-02", "2024-01-02T03:00:00Z", "A", "ja", "A B", "x y", 7]
    empty = Outer(id=UUID(int=1), op_dag=day, moment=None, inner=None, codes=[], woorden=[], bedrag=0)
    assert row_of(empty) == [str(UUID(int=1)), "2024-01-02", None, None, None, "", "", 0]
