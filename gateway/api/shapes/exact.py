"""What comes in is what the OpenAPI document says, and nothing that could be taken for it.

Pydantic is kind to its callers: 1700000000 is a date to it, "yes" is true, 1_0 is ten. Query parameters, parts of an
address and bodies use the types here instead, and `ExactRoute` reads their JSON.
"""

import re
from collections import Counter
from collections.abc import Callable, Coroutine
from datetime import date, datetime
from typing import Annotated, Any, Final, Literal
from uuid import UUID

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticKnownError

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
            # One that is only too long is told its bounds, as any other beyond them.
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
Id = Annotated[UUID, BeforeValidator(_id)]
"""A UUID, with its hyphens."""
PageSize = Annotated[int, Field(ge=1, le=100), BeforeValidator(_whole)]
"""How many things a page holds at most, in digits."""
Place = Annotated[int, Field(ge=0, le=2**63 - 1), BeforeValidator(_whole)]
"""After which number a page begins, in digits."""
AssignmentNumber = Annotated[int, Field(ge=0, le=999_999_999), BeforeValidator(_whole)]
"""ToewijzingNummer in an address, in digits."""
Yes = Annotated[Literal[True], BeforeValidator(_yes)]
"""In a body true; not 1, which is equal to it."""
YesOrNo = Annotated[bool, BeforeValidator(_yes_or_no)]
"""In an address "true" or "false"."""


class _ExactRequest(Request):
    """A request whose JSON can be read in one way only."""

    async def json(self) -> Any:
        """Return the value of the body. Raises Problem 422 when it has a key twice, or what is no value in JSON."""
        if not hasattr(self, "_json"):
            try:
                self._json = exact.json_value(await self.body())
            except exact.JsonFaults as error:
                fouten = [
                    {"plaats": each.plaats or "de inhoud", "waarde": each.waarde, "melding": each.melding}
                    for each in error.faults
                ]
                raise Problem(422, "ongeldige-aanvraag", f"{error}.", extra={"fouten": fouten}) from None
        return self._json


class ExactRoute(APIRoute):
    """A route that takes JSON which can be read in one way only."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request to this route."""
        handler = super().get_route_handler()

        async def answered(request: Request) -> Response:
            return await handler(_ExactRequest(request.scope, request.receive))

        return answered


def check_query(request: Request) -> None:
    """Return when each query parameter is one of the route, and stands there once. Raises RequestValidationError."""
    if not request.url.query:
        return
    route = request.scope.get("route")
    known = {each.alias for each in route.dependant.query_params} if isinstance(route, APIRoute) else set[str]()
    given = Counter(name for name, _ in request.query_params.multi_items())
    errors = [
        {"type": "extra_forbidden" if name not in known else "doubled", "loc": ("query", name), "input": None}
        for name, times in given.items()
        if name not in known or times > 1
    ]
    if errors:
        raise RequestValidationError(errors)
