"""Decisions of several parts, asked for over HTTP."""

from typing import Any

import httpx

from tests.support.api.application import Api
from tests.support.api.parties import ZORG, Caller
from tests.support.policy.chosen import OMVANG, request_for


def grant(code: str, first: str, last: str | None, **changes: Any) -> dict[str, Any]:
    product = {"categorie": code[:2], "code": code}
    return {
        "soort": "toekennen",
        "product": product,
        "omvang": dict(OMVANG),
        "ingangsdatum": first,
        "einddatum": last,
        **changes,
    }


def change(nummer: int, **changes: Any) -> dict[str, Any]:
    return {"soort": "wijzigen", "toewijzingNummer": nummer, **changes}


async def decide(
    caller: Caller, client: str, *parts: dict[str, Any], key: str | None = None, **changes: Any
) -> httpx.Response:
    body = {"aanbieder": ZORG, "delen": list(parts), **changes}
    return await caller.http.post(
        f"/v1/clienten/{client}/besluiten", json=body, headers={"idempotency-key": key} if key else {}
    )


async def rows(api: Api) -> list[int]:
    async with api.gateway.db.reading() as tx:
        tables = ("toewijzingen", "toewijzing_versies", "berichten", "leveringen", "gebeurtenissen", "besluiten")
        return [await tx.fetchval(f"select count(*) from {each}") for each in tables]


async def issued(caller: Caller, client: str, code: str, first: str, last: str | None) -> int:
    return int((await caller.assign(**request_for(client, code, first, last)))["toewijzingNummer"])
