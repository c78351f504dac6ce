"""The files that make pages look as they do; for anybody."""

from fastapi import APIRouter
from fastapi.responses import Response

from gateway.console.view.assets import PATH, assets
from gateway.exchange.kernel.refusals import NotFound

router = APIRouter()


@router.get(f"{PATH}/{{name}}")
async def bestand(name: str) -> Response:
    """Return the file with this name, to be kept by the browser: another content has another address."""
    found = assets().get(name)
    if found is None:
        raise NotFound("bestand-onbekend", "Dit bestand is er niet.")
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(found.content, media_type=found.media_type, headers=headers)
