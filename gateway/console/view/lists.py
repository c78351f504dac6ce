"""Lists, and tiles that lead to them: what was chosen goes along to the next page, and back to the first."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi.responses import Response

from gateway.console.session.visit import Visit
from gateway.console.view.fields import Fields
from gateway.console.view.render import page, with_query
from gateway.exchange.kernel.pages import Page

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Tile:
    """A count, and the list that it is of."""

    title: str
    text: str
    path: str
    number: int
    more: bool = False
    """There are more than were counted."""


def list_page(
    visit: Visit,
    template: str,
    path: str,
    filters: Collection[str],
    fields: Fields,
    found: Page[T] | None,
    **values: Any,
) -> Response:
    """Return a page of the list at this path, chosen by the `fields` that are `filters`.

    `found`: None when they can't be; the page then says so beside each field.
    """
    given = {name: fields[name] for name in filters}
    return page(
        visit,
        template,
        status=422 if fields.errors else 200,
        fields=fields,
        found=found,
        chosen=any(given.values()),
        first=with_query(path, given) if fields["na"] and "na" not in fields.errors else None,
        onward=None if found is None or found.next is None else with_query(path, given, na=found.next),
        **values,
    )
