"""The servers of an address are found, each with an address of its own."""

import pytest

from gateway.store.db.servers.address import demand_of, list_servers


@pytest.mark.parametrize(
    ("dsn", "servers"),
    [
        (
            "postgresql://x:y@een,twee:5433/g?target_session_attrs=read-write&sslmode=require",
            [
                ("een", "postgresql://x:y@een/g?sslmode=require"),
                ("twee:5433", "postgresql://x:y@twee:5433/g?sslmode=require"),
            ],
        ),
        (
            "postgresql://x@/g?host=/a,/b&port=1",
            [("/a:1", "postgresql://x@/g?host=%2Fa&port=1"), ("/b:1", "postgresql://x@/g?host=%2Fb&port=1")],
        ),
        ("postgresql://een/g", [("een", "postgresql://een/g")]),
    ],
)
def test_each_server_of_an_address_is_found(dsn: str, servers: list[tuple[str, str]]) -> None:
    assert list_servers(dsn) == servers


def test_the_kind_of_server_that_is_asked_for_is_found() -> None:
    assert demand_of("postgresql://x@een,twee/g?target_session_attrs=read-write") == "read-write"
    assert demand_of("postgresql://x@een,twee/g") is None
