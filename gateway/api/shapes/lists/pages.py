"""Pages of a list: what a caller asks, and what every page tells beside its items."""

from typing import Annotated, Any, Literal

from fastapi import Depends, Query
from pydantic import Field

from gateway.api.shapes.base import Shape
from gateway.api.shapes.exact import PageSize
from gateway.exchange.kernel.pages import MAX_COUNTED, MAX_PLACE_CHARS, PLACE_PATTERN, Asked, Page


class PageShape(Shape):
    """What every page tells beside its items."""

    volgende: str | None = Field(
        description="Geef mee als 'na', met dezelfde filters en volgorde, voor de volgende bladzijde; null: er is niet "
        "meer."
    )
    totaal: int | None = Field(
        description=f"Hoeveel er met deze filters zijn, geteld tot {MAX_COUNTED}; alleen op de eerste bladzijde."
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
) -> Asked:
    return Asked(na, aantal, newest_first=volgorde == "nieuwste")


TheAsked = Annotated[Asked, Depends(_asked)]
"""A dependency: the page that the query asks for."""
