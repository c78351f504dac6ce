"""Refusals of the HTTP parser, as a status and a Dutch text about the fault in the request."""

from dataclasses import dataclass
from typing import Final

TLS_RECORD: Final = b"\x16\x03"
"""The first bytes of a client that speaks TLS."""
HTTP_2: Final = b"PRI * HTTP/2"
"""The first bytes of a client that speaks HTTP/2 without asking."""
VERSIONS: Final = ("1.0", "1.1")


@dataclass(frozen=True, slots=True)
class HttpRefusal:
    """The answer to a request that could not be read."""

    status: int
    soort: str
    detail: str


class Unreadable(Exception):
    """The head of a request is well formed and asks for something that the gateway can't do."""

    def __init__(self, refusal: HttpRefusal) -> None:
        super().__init__(refusal.soort)
        self.refusal = refusal


TLS: Final = HttpRefusal(
    400,
    "tls-op-http",
    "Dit is TLS op een poort zonder TLS. Gebruik http:// in het adres, of laat de proxy voor de gateway TLS doen.",
)
NEWER: Final = HttpRefusal(
    505, "http-versie", "Deze versie van HTTP wordt hier niet gesproken. Gebruik HTTP/1.1, zonder upgrade naar HTTP/2."
)
ENCODED: Final = HttpRefusal(
    501,
    "transfer-encoding",
    "Deze Transfer-Encoding wordt niet verwerkt. Stuur de inhoud met Content-Length, of met Transfer-Encoding: "
    "chunked en niets anders.",
)
UPGRADE: Final = HttpRefusal(
    400,
    "upgrade",
    "De aanvraag vraagt om een ander protocol (Upgrade) en heeft een inhoud, die dan niet te lezen is. Stuur haar "
    "zonder de header Upgrade, als HTTP/1.1.",
)
"""Needed since the parser takes what follows such a head for the other protocol."""
_WORDS: Final = (
    ("Invalid HTTP version", NEWER),
    ("Pause on PRI", NEWER),
    ("Expected HTTP/", HttpRefusal(400, "ongeldige-http", "De eerste regel is geen 'METHODE /adres HTTP/1.1'.")),
    (
        "Invalid method",
        HttpRefusal(
            400, "ongeldige-http", "De methode bestaat niet. Gebruik een methode van HTTP, in hoofdletters, zoals POST."
        ),
    ),
    (
        "be present with",
        HttpRefusal(
            400, "ongeldige-http", "Content-Length en Transfer-Encoding staan er allebei; er mag maar één van zijn."
        ),
    ),
    ("Duplicate Content-Length", HttpRefusal(400, "ongeldige-http", "Content-Length staat er meer dan één keer.")),
    (
        "Content-Length overflow",
        HttpRefusal(400, "ongeldige-http", "Content-Length is een groter getal dan een inhoud lang kan zijn."),
    ),
    ("Content-Length", HttpRefusal(400, "ongeldige-http", "Content-Length is geen aantal bytes (alleen cijfers).")),
    ("Request has invalid `Transfer-Encoding`", ENCODED),
    ("Transfer-Encoding", ENCODED),
    (
        "hunk",
        HttpRefusal(
            400,
            "ongeldige-http",
            "De inhoud in stukken (Transfer-Encoding: chunked) is niet te lezen: een stuk begint met zijn lengte in "
            "hexadecimale cijfers en eindigt op CR LF.",
        ),
    ),
    (
        "whitespace after header value",
        HttpRefusal(400, "ongeldige-http", "Een header loopt door op de volgende regel; zet hem op één regel."),
    ),
    (
        "header value char",
        HttpRefusal(400, "ongeldige-http", "In de waarde van een header staat een teken dat daar niet mag, zoals NUL."),
    ),
    (
        "header token",
        HttpRefusal(
            400,
            "ongeldige-http",
            "De naam van een header bevat een teken dat daar niet mag, zoals een spatie voor ':'.",
        ),
    ),
    (
        "LF",
        HttpRefusal(400, "ongeldige-http", "De regels van de aanvraag eindigen niet alle op CR LF (\\r\\n)."),
    ),
    ("url", HttpRefusal(400, "ongeldige-http", "Het adres is niet te lezen. Schrijf vreemde tekens erin als %XX.")),
)
_OTHER: Final = HttpRefusal(
    400, "ongeldige-http", "De aanvraag is geen geldige HTTP/1.1. Controleer het programma of de proxy die haar maakt."
)


def refusal_of(error: Exception, first: bytes) -> HttpRefusal:
    """Return the refusal of a request for which the parser raised `error`.

    `first`: the first bytes of the connection, as long as no request on it was read; else empty.
    """
    if isinstance(error.__context__, Unreadable):
        return error.__context__.refusal
    if first.startswith(TLS_RECORD):
        return TLS
    if first.startswith(HTTP_2):
        return NEWER
    said = f"{error} {type(error).__name__} {error.__context__}".replace("URL", "url")
    return next((refusal for words, refusal in _WORDS if words in said), _OTHER)
