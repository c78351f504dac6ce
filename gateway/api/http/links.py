"""Where to go from an answer, in its head: the next page of a list (Link), and what the request made (Location)."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Final
from urllib.parse import quote, urlencode

from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic_core import from_json

MADE_BY: Final[Mapping[str, str]] = {
    "POST /v1/attenderingsadressen": "/v1/attenderingsadressen",
    "POST /v1/clienten": "/v1/clienten/{clientId}",
    "POST /v1/clienten/{id}/besluiten": "/v1/clienten/{id}/dossier",
    "POST /v1/clienten/{id}/beeindiging": "/v1/clienten/{id}/dossier",
    "POST /v1/toewijzingen": "/v1/toewijzingen/{gemeente}/{toewijzingNummer}",
    "POST /v1/verzoeken/{id}/toekennen": "/v1/verzoeken/{id}",
    "POST /v1/verzoeken/{id}/afwijzen": "/v1/verzoeken/{id}",
    "POST /v1/verzoeken/{id}/onderzoeken": "/v1/verzoeken/{id}",
}
"""By route that answers 201: where what it made is read; in braces a key of the answer, or else of its own path."""
NEXT: Final = "volgende"
"""The key of a page that holds the place of the next one; null: there is none."""
_PLACE: Final = "na"
"""The query parameter that takes it."""
_CREATED: Final = 201


def has_pages(route: APIRoute) -> bool:
    """Return True when this route answers with a page of a list."""
    return NEXT in getattr(route.response_model, "model_fields", {})


def add_links(request: Request, route: APIRoute, response: Response) -> None:
    """Add Location to the answer about something new, and Link to a page of a list that has a next one.

    A list as a file has neither: all of it is in there.
    """
    if response.status_code == _CREATED and (address := MADE_BY.get(f"{request.method} {route.path}")) is not None:
        known = {**request.path_params, **from_json(bytes(response.body))}
        parts = defaultdict(str, {name: quote(str(value), safe="") for name, value in known.items()})
        response.headers["location"] = request.scope.get("root_path", "") + address.format_map(parts)
    elif has_pages(route) and response.media_type == "application/json":
        place = from_json(bytes(response.body)).get(NEXT)
        if place is not None:
            response.headers.append("link", f'<{_address_of_page(request, place)}>; rel="next"')


def _address_of_page(request: Request, place: str | int) -> str:
    """Return the address that was asked for, with another place in the list."""
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != _PLACE]
    return f"{quote(request.scope['path'])}?{urlencode([*asked, (_PLACE, place)])}"
