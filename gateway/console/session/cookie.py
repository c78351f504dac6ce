"""The cookie that holds the token of a session, and the token by which a form shows that a page of ours made it."""

import hmac
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request, Response

COOKIE: Final = "__Host-gateway-console"
"""Its prefix makes a browser refuse it from anybody but this host, over anything but https (RFC 6265bis)."""
LOCAL_COOKIE: Final = "gateway-console"
"""The same on this machine itself, where http will do."""
PENDING_COOKIE: Final = "__Host-gateway-inloggen"
LOCAL_PENDING_COOKIE: Final = "gateway-inloggen"
"""A login that is under way at an identity provider."""
_LOCAL_HOSTS: Final = ("localhost", "127.0.0.1", "::1")
_PURPOSE: Final = b"console-formulier"
_LETTERS: Final = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_MAX_TOKEN_CHARS: Final = 200


def is_local(request: Request) -> bool:
    """Return True when the browser called this machine by its own name, without TLS."""
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname
    return request.url.scheme == "http" and host in _LOCAL_HOSTS


def token_of(request: Request) -> str | None:
    """Return the token in the cookie; None without one."""
    found = request.cookies.get(LOCAL_COOKIE if is_local(request) else COOKIE, "")
    return found if 0 < len(found) <= _MAX_TOKEN_CHARS and found.isascii() else None


def set_cookie(request: Request, response: Response, token: str) -> None:
    """Have the browser keep the token until it closes."""
    local = is_local(request)
    response.set_cookie(
        LOCAL_COOKIE if local else COOKIE, token, path="/", secure=not local, httponly=True, samesite="lax"
    )


def drop_cookie(request: Request, response: Response) -> None:
    """Have the browser forget the token."""
    local = is_local(request)
    response.delete_cookie(LOCAL_COOKIE if local else COOKIE, path="/", secure=not local, httponly=True, samesite="lax")


def form_token(token: str) -> str:
    """Return what a form of this session sends along. The session can't be told from it, nor it from the database."""
    return hmac.digest(token.encode(), _PURPOSE, "sha256").hex().translate(_LETTERS)


def is_form_token(token: str, given: str) -> bool:
    """Return True when a form of this session sent this along."""
    return hmac.compare_digest(form_token(token).encode(), given.encode())


def pending_login(request: Request) -> str:
    """Return the login that is under way in this browser; "" without one."""
    return request.cookies.get(LOCAL_PENDING_COOKIE if is_local(request) else PENDING_COOKIE, "")


def set_pending_login(request: Request, response: Response, text: str, seconds: int) -> None:
    """Have the browser keep a login that is under way, for so long; "": forget it."""
    local = is_local(request)
    response.set_cookie(
        LOCAL_PENDING_COOKIE if local else PENDING_COOKIE,
        text,
        max_age=seconds if text else 0,
        path="/",
        secure=not local,
        httponly=True,
        samesite="lax",
    )
