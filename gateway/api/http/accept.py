"""The media type of an answer, chosen among those that a route can give by what the caller takes (Accept)."""

from collections.abc import Mapping, Sequence
from typing import Final

from fastapi.datastructures import DefaultPlaceholder
from fastapi.routing import APIRoute
from starlette.types import Scope

from gateway.api.http.bodies import printable
from gateway.api.http.problems import Problem

_ACCEPT: Final = b"accept"
_ANYTHING: Final = "*/*"
_NO_CONTENT: Final = 204


def preferred(accept: str, offered: Sequence[str]) -> str | None:
    """Return the media type of `offered` that Accept rates highest, the first of equals; None when it takes none.

    An empty header takes anything. Parameters other than q are not looked at. Source: RFC 9110, 12.5.1.
    """
    if accept in ("", _ANYTHING):
        return offered[0]
    rated = dict(_rating(each) for each in accept.split(",") if each.strip())
    best = max(offered, key=lambda kind: _quality(kind, rated))
    return best if not rated or _quality(best, rated) > 0 else None


def _rating(given: str) -> tuple[str, float]:
    """Return a range of media types in Accept, and its quality: 1 unless it says a number."""
    kind, *parameters = (each.strip().lower() for each in given.split(";"))
    for each in parameters:
        name, _, value = each.partition("=")
        if name.strip() == "q" and value.strip().replace(".", "", 1).isdecimal():
            return kind, float(value)
    return kind, 1.0


def _quality(kind: str, rated: Mapping[str, float]) -> float:
    """Return how a media type is rated: by the narrowest range that it falls in; 0 outside all of them."""
    ranges = (kind, f"{kind.partition('/')[0]}/*", _ANYTHING)
    return next((rated[each] for each in ranges if each in rated), 0.0)


def accept_of(scope: Scope) -> str:
    """Return the header Accept, or all of them as one; empty when there is none."""
    return b", ".join([value for name, value in scope["headers"] if name == _ACCEPT]).decode("latin-1")


def check_accept(scope: Scope, offered: Sequence[str]) -> None:
    """Raise Problem 406 when the caller takes none of the media types of the route.

    A route that answers without content (`offered` is empty) suits any caller.
    """
    accept = accept_of(scope)
    if offered and preferred(accept, offered) is None:
        last = f" of {offered[-1]}" if len(offered) > 1 else offered[-1]
        raise Problem(
            406,
            None,
            f'Accept is "{printable(accept)}", en het antwoord is hier {", ".join(offered[:-1])}{last}. Noem dat in '
            "Accept, of laat die header weg; er is niets gebeurd.",
        )


def offered_by(route: APIRoute) -> tuple[str, ...]:
    """Return the media types of a route's answer to a request that succeeds, as it is documented; the usual one first.

    None for a route that answers without content, nor for one outside the description, such as that of the GGK, whose
    callers know what to expect.
    """
    if route.status_code == _NO_CONTENT or not route.include_in_schema:
        return ()
    usual = route.response_class
    kind = getattr(usual.value if isinstance(usual, DefaultPlaceholder) else usual, "media_type", None)
    told = (
        each
        for status, response in route.responses.items()
        if str(status).startswith("2")
        for each in response.get("content", {})
    )
    return tuple(dict.fromkeys(each for each in (kind, *told) if each))
