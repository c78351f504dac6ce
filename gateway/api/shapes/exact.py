"""Types and a route that take input only as the OpenAPI document describes it.

Pydantic is lenient: it takes 1700000000 for a date, "yes" for true, 1_0 for ten. Query parameters, parts of a path and
bodies use the types here instead, and `ExactRoute` reads their JSON.
"""

import re
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Final, Literal
from uuid import UUID

from fastapi import Request
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticKnownError
from starlette.routing import Match
from starlette.types import Scope

from gateway.api.http.accept import check_accept, offered_by
from gateway.api.http.links import add_links
from gateway.api.http.problems import Problem
from gateway.standard import exact

_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
_YES_OR_NO: Final = {"true": True, "false": False}


def _day(value: object) -> object:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise PydanticKnownError("date_type")
    try:
        return exact.day(value)
    except ValueError:
        raise PydanticKnownError("date_parsing", {"error": "no such day"}) from None


def _instant(value: object) -> object:
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str):
        raise PydanticKnownError("datetime_type")
    try:
        return exact.instant(value)
    except ValueError:
        raise PydanticKnownError("datetime_parsing", {"error": "no such instant"}) from None


def _id(value: object) -> object:
    if isinstance(value, UUID):
        return value
    if not isinstance(value, str) or _ID.fullmatch(value) is None:
        raise PydanticKnownError("uuid_parsing", {"error": "no id"})
    return UUID(value)


def _whole(value: object) -> object:
    if isinstance(value, str):
        try:
            return exact.whole(value)
        except ValueError:
            # A number that is only too long gets the error about its bounds, as any other beyond them.
            if not re.fullmatch(r"-?[1-9][0-9]*", value, re.ASCII):
                raise PydanticKnownError("int_parsing") from None
            return 10**30 if value[0] != "-" else -(10**30)
    if type(value) is not int:
        raise PydanticKnownError("int_type")
    return value


def _yes(value: object) -> object:
    if value is not True:
        raise PydanticKnownError("literal_error", {"expected": "true"})
    return value


def _yes_or_no(value: object) -> object:
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value not in _YES_OR_NO:
        raise PydanticKnownError("bool_parsing")
    return _YES_OR_NO[value]


Day = Annotated[date, BeforeValidator(_day)]
"""A day, written as 2026-03-01."""
Instant = Annotated[datetime, BeforeValidator(_instant)]
"""An instant with its offset, written as 2026-03-01T08:00:00+01:00."""
Id = Annotated[UUID, BeforeValidator(_id)]
"""A UUID, with its hyphens."""
PageSize = Annotated[
    int,
    Field(ge=1, le=100, description="Hoeveel er ten hoogste op een bladzijde staan."),
    BeforeValidator(_whole),
]
"""The most items on a page, written in digits."""
HourNumber = Annotated[int, Field(ge=0, le=8784), BeforeValidator(_whole)]
"""Hours, at most those of a year."""
YearNumber = Annotated[int, Field(ge=0, le=9999), BeforeValidator(_whole)]
"""A year, written in digits."""
AssignmentNumber = Annotated[int, Field(ge=0, le=999_999_999), BeforeValidator(_whole)]
"""ToewijzingNummer in a path or query, written in digits."""
Yes = Annotated[Literal[True], BeforeValidator(_yes)]
"""true in a body; not 1, which equals it in Python."""
YesOrNo = Annotated[bool, BeforeValidator(_yes_or_no)]
""""true" or "false" in a query."""


class _ExactRequest(Request):
    """A request whose JSON can be read in one way only."""

    async def json(self) -> Any:
        """Return the value of the body. Raises Problem 400 for a key that is there twice, or a value not of JSON."""
        if not hasattr(self, "_json"):
            try:
                self._json = exact.json_value(await self.body())
            except exact.JsonFaults as error:
                fouten = [
                    {"plaats": each.place or "de inhoud", "waarde": each.value, "melding": each.text}
                    for each in error.faults
                ]
                raise Problem(400, "ongeldige-aanvraag", f"{error}.", extra={"fouten": fouten}) from None
        return self._json


class ExactRoute(APIRoute):
    """A route that refuses JSON which can be read in more than one way, and takes no written-out path for an id.

    It gives what Accept asks for or 406, and says in the head of an answer where to go on (see `links`).

    Starlette would take PUT /v1/clienten/zoek for PUT /v1/clienten/{id}, as only POST is there.
    """

    _written_out: ClassVar[set[str]] = set()
    """The paths that hold no parameter."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **described: Any) -> None:
        super().__init__(path, endpoint, **described)
        self._offered = offered_by(self)
        if not self.param_convertors:
            self._written_out.add(self.path)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return whether this route is for this request, and what it adds to the scope."""
        if self.param_convertors and scope["type"] == "http" and self._path_within(scope) in self._written_out:
            return Match.NONE, {}
        return super().matches(scope)

    @staticmethod
    def _path_within(scope: Scope) -> str:
        """Return the path as the routes have it, without that of a proxy."""
        path: str = scope["path"]
        return path.removeprefix(scope.get("root_path", ""))

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler of requests to this route."""
        handler = super().get_route_handler()

        async def answered(request: Request) -> Response:
            check_accept(request.scope, self._offered)
            response = await handler(_ExactRequest(request.scope, request.receive))
            add_links(request, self, response)
            return response

        return answered


def _names_below(dependant: Dependant) -> Iterator[str]:
    """Yield the names of the query parameters of a route, or of what it depends on."""
    yield from (each.alias for each in dependant.query_params)
    for each in dependant.dependencies:
        yield from _names_below(each)


def check_query(request: Request) -> None:
    """Raise RequestValidationError unless each query parameter is known to the route and given once."""
    if not request.scope["query_string"]:
        return
    route = request.scope.get("route")
    known = set(_names_below(route.dependant)) if isinstance(route, APIRoute) else set[str]()
    given = Counter(name for name, _ in request.query_params.multi_items())
    errors = [
        {"type": "extra_forbidden" if name not in known else "doubled", "loc": ("query", name), "input": None}
        for name, times in given.items()
        if name not in known or times > 1
    ]
    if errors:
        raise RequestValidationError(errors)
