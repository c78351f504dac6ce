"""Problems (RFC 9457): one schema for each kind of what they tell, and an example for each status."""

from collections.abc import Mapping
from typing import Any, Final

from gateway.api.document.operations import operations_of

MEDIA_TYPE: Final = "application/problem+json"
_REF: Final = "#/components/schemas/"

_PLAIN: Final[dict[str, Any]] = {
    "type": {
        "type": "string",
        "format": "uri",
        "pattern": "^urn:iwmo-gateway:probleem:[a-z0-9-]+$",
        "description": "Vaste naam van het probleem; daar kan een programma op kiezen.",
    },
    "title": {"type": "string", "description": "Die naam, voor mensen."},
    "status": {"type": "integer", "minimum": 400, "maximum": 599, "description": "De HTTP-status van het antwoord."},
    "detail": {"type": "string", "description": "Wat er mis is, met welke waarde, en wat te doen."},
}
_FAULTS: Final[dict[str, Any]] = {
    "fouten": {
        "type": "array",
        "items": {"$ref": f"{_REF}Fout"},
        "maxItems": 50,
        "description": "Elke fout apart, in de volgorde van de inhoud.",
    },
    "meer": {"type": "integer", "minimum": 1, "description": "Zoveel fouten zijn er nog, behalve die in `fouten`."},
}
_FINDINGS: Final[dict[str, Any]] = {
    "bevindingen": {
        "type": "array",
        "items": {"$ref": f"{_REF}Bevinding"},
        "description": "Wat schema, regels of beleid ervan zeggen.",
    },
}
_STATE: Final[dict[str, Any]] = {
    "overrulebaar": {"type": "boolean", "description": "Van een beleid-blokkade: een consulent kan dit doorlaten."},
    "voorstel": {
        "$ref": f"{_REF}Voorstel",
        "description": "Van een geweigerd besluit: een verzoek dat wel doorgaat en doet wat de bevindingen aanraden. "
        "Ontbreekt als er zo geen is.",
    },
    "clientId": {"type": "string", "format": "uuid", "description": "De cliënt die er al is."},
    "berichtId": {"type": "string", "format": "uuid", "description": "Het bericht dat er al is."},
    "toewijzingNummer": {
        "type": "integer",
        "minimum": 1,
        "maximum": 999_999_999,
        "description": "De toewijzing die er al is.",
    },
    "toewijzingNummers": {
        "type": "array",
        "items": {"type": "integer", "minimum": 1, "maximum": 999_999_999},
        "description": "De toewijzingen die er al zijn.",
    },
    "verzoekId": {"type": "string", "format": "uuid", "description": "Het verzoek dat al is beantwoord."},
    "verzoekStatus": {"type": "string", "description": "Hoe het met dat verzoek staat."},
    "oordeel": {"type": "string", "description": "Het oordeel dat het bericht al heeft."},
}


def _schema(properties: dict[str, Any], required: tuple[str, ...] = tuple(_PLAIN)) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties}


SCHEMAS: Final[Mapping[str, dict[str, Any]]] = {
    "Fout": _schema(
        {
            "plaats": {"type": "string", "description": "Waar: de sleutel, parameter, regel of kolom."},
            "waarde": {"type": "string", "description": "Wat er staat; een BSN is onleesbaar gemaakt."},
            "melding": {"type": "string", "description": "Wat er mis mee is."},
        },
        ("plaats", "melding"),
    ),
    "Probleem": _schema(_PLAIN),
    "Invoerprobleem": _schema({**_PLAIN, **_FAULTS, **_FINDINGS}),
    "Standprobleem": _schema({**_PLAIN, **_FAULTS, **_FINDINGS, **_STATE}),
}
"""Plain; of input that is wrong; of what can't be as things stand."""
_SCHEMA_OF: Final[Mapping[str, str]] = {"400": "Invoerprobleem", "409": "Standprobleem"}


def _example(status: int, name: str, detail: str, **more: Any) -> dict[str, Any]:
    title = name.replace("-", " ").capitalize()
    return {"type": f"urn:iwmo-gateway:probleem:{name}", "title": title, "status": status, "detail": detail, **more}


_INPUT: Final = 'einddatum moet een datum zijn, zoals 2026-03-01; gegeven is "31-12-2026"'
EXAMPLES: Final[Mapping[str, dict[str, Any]]] = {
    "400": _example(
        400,
        "ongeldige-aanvraag",
        f"{_INPUT}.",
        fouten=[{"plaats": "einddatum", "waarde": "31-12-2026", "melding": _INPUT.removeprefix("einddatum ")}],
    ),
    "401": _example(401, "niet-aangemeld", "Geen geldige API-sleutel. Stuur 'Authorization: Bearer <sleutel>' mee."),
    "403": _example(403, "geen-toegang", "Dit is voor een gemeente; de aanvrager is een aanbieder."),
    "404": _example(404, "onbekend-pad", "Dit adres bestaat niet; zie /docs."),
    "406": _example(406, "niet-aanvaardbaar", 'Accept is "text/html", en het antwoord is hier application/json.'),
    "408": _example(408, "te-traag", "De inhoud kwam te langzaam binnen."),
    "409": _example(
        409,
        "beleid-blokkade",
        "Het beleid houdt deze toewijzing tegen; een consulent kan dit doorlaten met 'overrule'.",
        overrulebaar=True,
        bevindingen=[
            {
                "code": "NL-201",
                "level": 5,
                "severity": "blokkade",
                "path": "product/code",
                "text": "Op deze dagen loopt toewijzing 1 (02A02), en daarnaast mag 10B01 niet.",
                "remedy": "Kies andere dagen, of laat een consulent dit doorlaten.",
                "overrulebaar": True,
                "betreft": [1],
                "dagen": [{"van": "2026-02-01", "tot": "2026-07-31"}],
            }
        ],
    ),
    "410": _example(410, "inhoud-gewist", "De inhoud van dit bericht is gewist: de bewaartermijn was voorbij."),
    "413": _example(413, "te-groot", "De inhoud is groter dan 25 MB."),
    "415": _example(415, "mediatype", "Stuur XML, met Content-Type application/xml."),
    "429": _example(
        429, "te-veel-pogingen", "Van dit adres kwam te vaak een sleutel die niet geldt; probeer het over 30 seconden."
    ),
    "500": _example(
        500,
        "onverwachte-fout",
        "Er ging iets mis; noem de beheerder de X-Request-ID van dit antwoord.",
    ),
    "503": _example(
        503,
        "database-niet-beschikbaar",
        "De database antwoordt niet of brak de aanvraag af. Herhaal haar ongewijzigd, dan gebeurt er niets dubbel.",
    ),
}
"""An example for each status of a problem; what it says is as the gateway says it."""


def describe_problems(document: dict[str, Any]) -> None:
    """Give each documented problem the schema and the example of its status."""
    document["components"]["schemas"] |= SCHEMAS
    for _, operation in operations_of(document):
        for status, response in operation["responses"].items():
            content = response.get("content", {})
            if MEDIA_TYPE in content:
                schema = {"$ref": f"{_REF}{_SCHEMA_OF.get(status, 'Probleem')}"}
                content[MEDIA_TYPE] = {"schema": schema, "example": EXAMPLES[status]}
