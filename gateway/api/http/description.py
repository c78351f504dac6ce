"""Where the OpenAPI description of the API is, and the version that it and every answer name."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any, Final

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute

VERSION: Final = re.sub(r"rc(\d+)$", r"-rc.\1", version("iwmo-gateway"))
"""Version of package and API, as Semantic Versioning spells it; its major number stands in the paths."""
BASE_PATH: Final = f"/v{VERSION.partition('.')[0]}"
"""What the address of every operation begins with."""
OPENAPI_PATH: Final = f"{BASE_PATH}/openapi.json"
"""Where the description is: below the base path, as the API Design Rules ask (/core/publish-openapi)."""
FORMER_PATH: Final = "/openapi.json"
"""Where it was before, and still is for a while: see `retirement`."""
_READ_ANYWHERE: Final = {"access-control-allow-origin": "*"}


def description_routes(describe: Callable[[], Mapping[str, Any]]) -> list[APIRoute]:
    """Return the routes of the description, written out once: strangers may ask for it as often as they like.

    A page of any origin may read it (CORS).
    """

    @cache
    def document() -> bytes:
        return bytes(JSONResponse(describe()).body)

    async def openapi(_: Request) -> Response:
        return Response(document(), media_type="application/json", headers=_READ_ANYWHERE)

    return [APIRoute(path, openapi, include_in_schema=False) for path in (OPENAPI_PATH, FORMER_PATH)]
