"""Is the process alive, and can it do its work?"""

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from gateway.api.callers import TheGateway
from gateway.api.problems import documented, problem
from gateway.store import workers
from gateway.store.database import UNAVAILABLE
from gateway.store.migrations import head

router = APIRouter(prefix="/health", tags=["gezondheid"])


@router.get("/live")
async def live() -> dict[str, str]:
    """Het proces leeft."""
    return {"status": "ok"}


@router.get("/ready", responses={503: documented()[503]})
async def ready(request: Request, gateway: TheGateway) -> Response:
    """Het proces kan berichten verwerken: de database antwoordt en heeft het schema van deze versie.

    `workers`: hoeveel er leven. Met 0 worden berichten wel aangenomen en opgehaald, maar niet toegestuurd of in een
    map gezet.
    """
    try:
        async with gateway.db.reading() as tx:
            revision = await tx.fetchval("select version_num from alembic_version")
            alive = await workers.living(tx) if revision == head() else 0
    except UNAVAILABLE:
        return problem(503, "database-niet-beschikbaar", "De database antwoordt niet.")
    if revision != head():
        return problem(503, "database-schema", f"De database staat op migratie {revision}; nodig is {head()}.")
    return JSONResponse({"status": "ok", "workers": alive})
