"""Pages of a list: what a caller asks, what every page tells beside its items, and the answer with one or with all."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, TypeVar, get_args
from uuid import UUID

from fastapi import Depends, Query, Request
from fastapi.responses import Response
from pydantic import Field

from gateway.api.http.export import Format, export
from gateway.api.http.reads import about
from gateway.api.shapes.base import Shape
from gateway.api.shapes.exact import PageSize
from gateway.api.shapes.lists.flat import columns_of, row_of
from gateway.api.shapes.values import given
from gateway.exchange.kernel.pages import MAX_COUNTED, MAX_PLACE_CHARS, PLACE_PATTERN, AskedPage, Page, each_page

T = TypeVar("T")
P = TypeVar("P", bound="PageShape")
NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class PageShape(Shape):
    """What every page tells beside its items."""

    volgende: str | None = Field(
        description="Geef mee als 'na', met dezelfde filters en volgorde, voor de volgende bladzijde; null: er is niet "
        "meer."
    )
    totaal: int | None = given(
        f"Hoeveel er met deze filters zijn, geteld tot {MAX_COUNTED}; alleen op de eerste bladzijde.", minimum=0
    )
    totaal_is_minimum: bool = Field(description=f"true: het zijn er meer dan de {MAX_COUNTED} die zijn geteld.")

    @staticmethod
    def fields_of(page: Page[Any]) -> dict[str, Any]:
        """Return the fields of this page beside its items."""
        return {"volgende": page.next, "totaal": page.counted, "totaal_is_minimum": page.total_is_minimum}


async def _asked(
    na: Annotated[
        str | None,
        Query(max_length=MAX_PLACE_CHARS, pattern=PLACE_PATTERN, description="'volgende' van de vorige bladzijde."),
    ] = None,
    aantal: PageSize = 50,
    volgorde: Annotated[Literal["oudste", "nieuwste"], Query(description="Wat vooraan staat.")] = "oudste",
) -> AskedPage:
    return AskedPage(na, aantal, newest_first=volgorde == "nieuwste")


TheAsked = Annotated[AskedPage, Depends(_asked)]
"""A dependency: the page that the query asks for."""


async def answer_list(
    request: Request,
    wanted: Format,
    asked: AskedPage,
    load: Callable[[AskedPage], Awaitable[Page[T]]],
    page_shape: type[P],
    shaped: Callable[[T], Shape],
    *,
    client: UUID | None = None,
    clients_of: Callable[[T], Iterable[UUID | None]] = lambda _: (),
    also: Mapping[str, Any] = NOTHING,
) -> P | Response:
    """Return the asked page of a list, or the whole list as a file named as the field of the page that holds its items.

    `shaped`: makes the shape of an item, as the page holds it. `client`: whom the caller asks for. `clients_of`: of
    which clients an item shows personal data; they come into the read record. `also`: further fields of the page.
    """
    [name] = page_shape.model_fields.keys() - PageShape.model_fields.keys() - also.keys()
    [shape] = get_args(page_shape.model_fields[name].annotation)
    about(request, client)
    if wanted != "json":
        pages = each_page(lambda after: load(asked.whole(after)))
        return await export(
            request, wanted, name, columns_of(shape), pages, lambda each: row_of(shaped(each)), clients_of
        )
    page = await load(asked)
    about(request, *dict.fromkeys((client, *(each for item in page.items for each in clients_of(item)))))
    return page_shape(**{name: [shaped(each) for each in page.items]}, **PageShape.fields_of(page), **also)
