"""Looks at personal data: the pages that show any, and the read record that is written before the page goes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import UUID

from fastapi import Request
from starlette.responses import JSONResponse
from starlette.types import Scope
from structlog.contextvars import get_contextvars

from gateway.standard.identifiers import may_hold_bsn
from gateway.store.custody.inzages import ReadAccess, ReadOutcome, SubjectKind

_WMO: Final = "uitvoering Wmo"
_TERMS: Final = "bewaking van termijnen"
_ACTS: Final = ("wijzigen", "intrekken", "vervangen")
_ANSWERS: Final = ("toekennen", "afwijzen", "onderzoeken")
_ACTS_ON_CLIENT: Final = ("toewijzen", "beeindigen", "gegevens")

PERSONAL_DATA_OF: Final[Mapping[str, tuple[SubjectKind, str]]] = {
    "GET /console/berichten": ("berichten", _WMO),
    "GET /console/berichten/{id}": ("bericht", _WMO),
    "GET /console/berichten/{id}/xml": ("bericht", _WMO),
    "GET /console/berichten/{id}/pdf": ("bericht", _WMO),
    "POST /console/postvak/ophalen": ("berichten", _WMO),
    "GET /console/melden": ("berichten", _WMO),
    **dict.fromkeys(
        (
            f"{method} /console/melden/{{gemeente}}/{{nummer}}/{{wat}}{act}"
            for method in ("GET", "POST")
            for act in ("", "/corrigeren")
        ),
        ("toewijzing", _WMO),
    ),
    "GET /console/signalen": ("signalen", _TERMS),
    "GET /console/signalen/{id}": ("signaal", _TERMS),
    "POST /console/signalen/afhandelen": ("signalen", _TERMS),
    "POST /console/signalen/{id}/afhandelen": ("signaal", _TERMS),
    "POST /console/clienten": ("clienten", _WMO),
    "GET /console/clienten/{id}": ("client", _WMO),
    "GET /console/toewijzingen": ("toewijzingen", _WMO),
    "GET /console/toewijzingen/{nummer}": ("toewijzing", _WMO),
    **dict.fromkeys(
        (f"{method} /console/clienten/{{id}}/{act}" for method in ("GET", "POST") for act in _ACTS_ON_CLIENT),
        ("client", _WMO),
    ),
    "GET /console/verzoeken": ("verzoeken", _WMO),
    "GET /console/verzoeken/{id}": ("verzoek", _WMO),
    **dict.fromkeys((f"POST /console/verzoeken/{{id}}/{act}" for act in _ANSWERS), ("verzoek", _WMO)),
    "GET /console/verzoeken/{id}/toekennen": ("verzoek", _WMO),
    "GET /console/declaraties/{id}": ("bericht", _WMO),
    "GET /console/prestaties": ("berichten", _WMO),
    **dict.fromkeys(
        (f"GET /console/controleblad/{{gemeente}}/{{nummer}}{kind}" for kind in ("", "/csv", "/pdf")),
        ("toewijzing", "controle van declaraties"),
    ),
    "POST /console/inschrijven": ("client", _WMO),
    **dict.fromkeys(
        (f"{method} /console/toewijzingen/{{nummer}}/{act}" for method in ("GET", "POST") for act in _ACTS),
        ("toewijzing", _WMO),
    ),
    "POST /console/toetsen": ("proefbericht", "toetsing van een bericht"),
    "GET /console/indicatoren/{indicator}/gevallen": ("indicator", "verantwoording van cijfers"),
    "GET /console/grootboek/bewijs": ("bericht", "controle van het grootboek"),
    **dict.fromkeys(
        (
            *("GET /console/bewaren", "POST /console/bewaren/proef"),
            *("POST /console/bewaren/vasthouden", "POST /console/bewaren/vrijgeven"),
        ),
        ("bewaarplichten", "beheer van bewaartermijnen"),
    ),
    "GET /console/inzages": ("inzages", "verantwoording van inzage"),
}
"""By page that shows personal data: what it is about, and the purpose of a person who gives none."""
NO_PERSONAL_DATA: Final[Mapping[str, str]] = {
    **dict.fromkeys(("GET /console/inloggen", "POST /console/inloggen"), "a form, and what is wrong with it"),
    "GET /console/oidc": "nothing; leads to the identity provider",
    "GET /console/oidc/terug": "the roles of the person who logs in",
    "POST /console/oidc/uitloggen": "nothing; the identity provider says that somebody logged out",
    "POST /console/uitloggen": "nothing",
    "POST /console/berichten/{id}/beoordelen": "nothing; the message itself is another look",
    **dict.fromkeys(("GET /console/doel", "POST /console/doel"), "the purpose that the person chose"),
    **dict.fromkeys(
        ("GET /console/toegang", "POST /console/toegang/wachtwoord", "POST /console/toegang/code"),
        "the person's own name, and forms for the own way in",
    ),
    "GET /console/bestand/{name}": "the look of the pages",
    "GET /console": "counts",
    "GET /console/postvak": "ids, kinds and parties of messages",
    "POST /console/postvak/ontvangen": "the ids that the form gave; that they were collected is an event of each",
    **dict.fromkeys(("GET /console/clienten", "GET /console/toetsen", "GET /console/inschrijven"), "an empty form"),
    **dict.fromkeys(("GET /console/declaraties", "GET /console/declaraties/totalen"), "months and totals of claims"),
    "GET /console/beleid": "regional policy",
    **dict.fromkeys(
        (
            *("GET /console/leveringen", "GET /console/leveringen/{id}", "POST /console/leveringen/{id}/opnieuw"),
            *("GET /console/leveringen/opnieuw", "POST /console/leveringen/opnieuw"),
        ),
        "ids of messages and how their delivery goes",
    ),
    **dict.fromkeys(
        (
            *("GET /console/organisaties", "GET /console/organisaties/{code}"),
            *(
                f"POST /console/organisaties/{{code}}/{each}"
                for each in ("sleutels", "sleutels/{naam}/intrekken", "toegang", "toegang/intrekken", "machtigingen")
            ),
            "POST /console/organisaties/{code}/machtigingen/{nummer}/intrekken",
            "GET /console/organisaties/{code}/geschiedenis",
        ),
        "organisations, how they come in, and what operators did to them",
    ),
    **dict.fromkeys(
        (
            *("GET /console/organisaties/{code}/mensen", "POST /console/organisaties/{code}/mensen"),
            "POST /console/organisaties/{code}/mensen/{inlognaam}/herstellen",
            "POST /console/organisaties/{code}/mensen/{inlognaam}/uitschrijven",
        ),
        "who work in the console, in the performance of their task; nobody who gets care",
    ),
    **dict.fromkeys(("GET /console/grootboek", "POST /console/grootboek/nagaan"), "seals, and ids of rows that differ"),
    "GET /console/logboek": "what operators did to organisations",
    **dict.fromkeys(
        ("GET /console/geparkeerd", "POST /console/geparkeerd/beoordelen"),
        "kinds and parties of messages, and the rules that crashed",
    ),
    **dict.fromkeys(
        (
            *("GET /console/ontvangers", "GET /console/ontvangers/{code}", "POST /console/ontvangers/{code}/bevriezen"),
            *("POST /console/ontvangers/{code}/vrijgeven", "POST /console/ontvangers/{code}/kanaal"),
            "POST /console/ontvangers/{code}/proef",
        ),
        "organisations",
    ),
    **dict.fromkeys(
        ("GET /console/indicatoren", "GET /console/indicatoren/csv"),
        "figures, small ones hidden outside the own municipality, and names of its own consulents",
    ),
    **dict.fromkeys(
        ("GET /console/contracten", "GET /console/contracten/csv", "POST /console/contracten"),
        "contracts with providers",
    ),
    **dict.fromkeys(
        ("GET /console/tarieven", "GET /console/tarieven/csv", "POST /console/tarieven"), "tariffs of products"
    ),
}
"""By page that shows no personal data: what it shows instead."""


@dataclass(slots=True)
class Look:
    """The person behind a request, and what the page that answers it is about."""

    organisatie: str
    ingang: str
    doel: str | None
    onderwerp: str | None = None
    gemeente: str | None = None
    clienten: tuple[UUID, ...] = ()
    over: Mapping[str | None, tuple[UUID, ...]] = field(default_factory=dict)
    """The clients by municipality, of a page that is about several."""


def begin_look(request: Request, organisatie: str, ingang: str, doel: str | None) -> None:
    """Set who looks in this request."""
    request.state.look = Look(organisatie, ingang, doel)


def about(request: Request, *clienten: UUID | None, onderwerp: object = None, gemeente: str | None = None) -> None:
    """Set the clients, the subject and the municipality that the page is about."""
    found: Look = request.state.look
    known = (each for each in clienten if each is not None and not may_hold_bsn(str(each)))
    found.clienten = tuple(dict.fromkeys(known))
    found.onderwerp = None if onderwerp is None else str(onderwerp)
    found.gemeente = gemeente


def about_each(request: Request, over: Mapping[str | None, Sequence[UUID]]) -> None:
    """Set the clients that the page is about, by municipality: each gets a read record of its own."""
    found: Look = request.state.look
    found.over = {gemeente: tuple(clienten) for gemeente, clienten in over.items()}


WITHHELD: Final = JSONResponse(
    {
        "title": "Inzage niet vastgelegd",
        "status": 503,
        "detail": "Het kon niet worden vastgelegd dat u deze gegevens inziet, en daarom worden ze niet getoond. Was "
        "dit een wijziging, dan kan die wel zijn uitgevoerd. Probeer het over enkele seconden opnieuw.",
    },
    503,
    {"retry-after": "5"},
    "application/problem+json",
)


def accesses_of(scope: Scope, page: str, outcome: ReadOutcome) -> Sequence[ReadAccess]:
    """Return the read records that this page needs: one a municipality of its clients."""
    found: Look | None = scope.get("state", {}).get("look")
    if found is None or page not in PERSONAL_DATA_OF:
        return ()
    soort, doel = PERSONAL_DATA_OF[page]
    access = ReadAccess(
        organisatie=found.organisatie,
        via=None,
        ingang=found.ingang,
        actie=page,
        soort=soort,
        onderwerp=found.onderwerp or _subject(scope["path_params"]),
        doel=found.doel or doel,
        uitkomst=outcome,
        aanvraag=get_contextvars().get("request", ""),
    )
    over = found.over or {found.gemeente: found.clienten}
    return [replace(access, gemeente=gemeente, clienten=clienten) for gemeente, clienten in over.items()]


def _subject(address: Mapping[str, str]) -> str | None:
    """Return the id in the path; None when there is none, or it is made up of digits that may hold a BSN."""
    try:
        id = str(UUID(address["id"]))
        return None if may_hold_bsn(id) else id
    except (KeyError, ValueError):
        return None
