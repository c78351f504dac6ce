"""A person at a browser: somebody of an organisation in a role, with a session, who opens pages and sends forms."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import httpx

from gateway.console.session.cookie import COOKIE, form_token
from gateway.console.session.visit import TOKEN_FIELD
from gateway.exchange.kernel.gateway import Gateway
from gateway.store.parties import personen, sessies
from gateway.store.parties.personen import Role
from tests.support.api.application import Api

TEN_HOURS = timedelta(hours=10)


async def begin_session(gateway: Gateway, code: str, rol: Role, inlognaam: str, naam: str = "Jo Jansen") -> str:
    """Add somebody who works for this organisation, and return the token of a session of theirs."""
    async with gateway.db.transaction() as tx:
        await personen.add(
            tx,
            code,
            uuid4(),
            inlognaam=inlognaam,
            naam=naam,
            rol=rol,
            wachtwoord="",
            totp=None,
            op=gateway.now(),
        )
        person = await personen.find(tx, inlognaam)
        assert person is not None
        return await sessies.begin(tx, person, gateway.now(), TEN_HOURS)


class Browser:
    """A browser with a session."""

    def __init__(self, http: httpx.AsyncClient, token: str) -> None:
        self.http = http
        self.token = token

    async def open(self, path: str, status: int = 200) -> str:
        """Open a page and return its HTML."""
        response = await self.http.get(path)
        assert response.status_code == status, f"{response.status_code} {response.text}"
        return response.text

    async def send(
        self, path: str, fields: Mapping[str, Any] | None = None, files: Mapping[str, Any] | None = None
    ) -> httpx.Response:
        """Send a form that a page of this session made."""
        own = {TOKEN_FIELD: form_token(self.token), **(fields or {})}
        return await self.http.post(path, data=own, files=files)


@asynccontextmanager
async def browsing(
    api: Api, code: str, rol: Role = "beheerder", inlognaam: str | None = None, naam: str = "Jo Jansen"
) -> AsyncIterator[Browser]:
    """Yield the browser of somebody of this organisation in this role."""
    token = await begin_session(api.gateway, code, rol, inlognaam or f"p{uuid4().hex[:12]}", naam)
    async with api.http() as http:
        http.headers["cookie"] = f"{COOKIE}={token}"
        yield Browser(http, token)


def text_of(html: str) -> str:
    """Return what a person reads on the page."""
    body = re.sub(r"<(script|style).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)
    return " ".join(unescape(body).split())


def heading(html: str) -> str:
    """Return the one heading of the page."""
    [found] = re.findall(r"<h1>(.*?)</h1>", html, re.DOTALL)
    return text_of(found)
