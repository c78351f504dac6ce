"""The cookie is for this host, https and no script; http will do on this machine itself."""

import pytest
from fastapi import Request, Response

from gateway.console.session.cookie import (
    COOKIE,
    LOCAL_COOKIE,
    drop_cookie,
    form_token,
    is_form_token,
    is_local,
    set_cookie,
    token_of,
)


def a_request(host: str, scheme: str = "http", cookie: str = "") -> Request:
    headers = [(b"host", host.encode()), (b"cookie", cookie.encode())]
    return Request({"type": "http", "scheme": scheme, "path": "/", "query_string": b"", "headers": headers})


@pytest.mark.parametrize(
    ("host", "scheme", "local"),
    [
        ("127.0.0.1:8000", "http", True),
        ("localhost", "http", True),
        ("[::1]:80", "http", True),
        ("localhost", "https", False),
        ("gateway.test", "http", False),
        ("localhost.evil.test", "http", False),
        ("", "http", False),
    ],
)
def test_only_this_machine_by_its_own_name_may_do_without_tls(host: str, scheme: str, local: bool) -> None:
    request, response = a_request(host, scheme), Response()
    assert is_local(request) is local
    set_cookie(request, response, "geheim")
    said = response.headers["set-cookie"].lower()
    assert ("secure" in said) is not local
    assert said.startswith(f"{LOCAL_COOKIE if local else COOKIE}=geheim;".lower())
    assert "httponly" in said
    assert "samesite=lax" in said
    assert "path=/" in said
    assert "domain" not in said
    assert "max-age" not in said
    drop_cookie(request, response)


@pytest.mark.parametrize("cookie", ["", f"{LOCAL_COOKIE}=x", f"{COOKIE}=", f"{COOKIE}={'x' * 201}"])
def test_what_can_be_no_token_is_none(cookie: str) -> None:
    assert token_of(a_request("gateway.test", "https", cookie)) is None
    assert token_of(a_request("gateway.test", "https", f"{COOKIE}=geheim")) == "geheim"


def test_a_form_of_one_session_is_none_of_another() -> None:
    assert is_form_token("een", form_token("een"))
    for given in ("", form_token("twee"), "é", form_token("een").upper()):
        assert not is_form_token("een", given)
    assert "gw-geheim" not in form_token("gw-geheim")
