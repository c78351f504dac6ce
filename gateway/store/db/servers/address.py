"""The servers that a connection string names."""

from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

_DEMAND = "target_session_attrs"


def list_servers(dsn: str) -> list[tuple[str, str]]:
    """Return each server of a connection string that names several: its address, and a connection string of its own.

    Without the demand, if any, that the server has to be one that can be written to. Raises ValueError.
    """
    parts = urlsplit(dsn)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items() if name != _DEMAND}
    login, at, places = parts.netloc.rpartition("@")
    if places:
        return [
            (each, urlunsplit(parts._replace(netloc=f"{login}{at}{each}", query=urlencode(query))))
            for each in places.split(",")
        ]
    hosts = query.pop("host", "").split(",")
    ports = query.pop("port", "5432").split(",")
    ports = ports * len(hosts) if len(ports) == 1 else ports
    return [
        (f"{host}:{port}", urlunsplit(parts._replace(query=urlencode({**query, "host": host, "port": port}))))
        for host, port in zip(hosts, ports, strict=True)
    ]


def demand_of(dsn: str) -> str | None:
    """Return which kind of server a connection string asks for (`target_session_attrs`), if it does."""
    return parse_qs(urlsplit(dsn).query).get(_DEMAND, [None])[-1]
