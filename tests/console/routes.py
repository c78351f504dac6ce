"""Every page, what each kind of organisation gets there, and which roles may do what it does."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from gateway.console.session.visit import WHO_DECIDE, WHO_HANDLE, WHO_KEEP, WHO_OPERATE
from gateway.console.view.deciding.details import fields_of
from gateway.messages.write import serialise
from gateway.store.parties.personen import Role
from tests.e2e.routes import Situation
from tests.support.api.parties import CLIENT, ZORG, start
from tests.support.messages.messages import BSN, BSN_2

ALL: Sequence[Role] = ("raadpleger", "consulent", "backoffice", "beheerder")
CALLERS = ("0983", "0984", "99990001", "99990002", "beheer")

OF_MUNICIPALITIES = (200, 200, 403, 403, 403)
FORBIDDEN = 403
OF_OPERATORS = (403, 403, 403, 403, 200)
ACTS_OF_OPERATORS = (403, 403, 403, 403, 303)
OF_PROVIDERS = (403, 403, 200, 200, 403)
REPLACEMENT = {"categorie": "02", "code": "02A17", "ingangsdatum": "1-11-2024", "was_einddatum": "31-10-2024"}
WITHOUT_FILE = (422, 422, 403, 403, 403)


@dataclass(frozen=True)
class Page:
    """A page, asked for in the situation of tests/e2e/routes.py."""

    route: str
    path: Callable[[Situation], str]
    expected: tuple[int, int, int, int, int]
    """The status for VENLO, VENRAY, ZORG, THUIS and BEHEER, in a role that may."""
    roles: Collection[Role] = ALL
    fields: Callable[[Situation], dict[str, Any]] = field(default=lambda _: {})


def _report(made: Situation) -> str:
    return f"/console/melden/0983/{made.nummer}/stop"


PAGES: Sequence[Page] = (
    Page("GET /console", lambda _: "/console", (200, 200, 200, 200, 200)),
    Page("GET /console/doel", lambda _: "/console/doel", (200, 200, 200, 200, 200)),
    Page("POST /console/doel", lambda _: "/console/doel", (303, 303, 303, 303, 303)),
    Page("GET /console/toegang", lambda _: "/console/toegang", (200, 200, 200, 200, 200)),
    Page("POST /console/toegang/wachtwoord", lambda _: "/console/toegang/wachtwoord", (422, 422, 422, 422, 422)),
    Page("POST /console/toegang/code", lambda _: "/console/toegang/code", (422, 422, 422, 422, 422)),
    Page("GET /console/berichten", lambda _: "/console/berichten", (200, 200, 200, 200, 200)),
    Page("GET /console/berichten/{id}", lambda s: f"/console/berichten/{s.wmo305}", (200, 404, 200, 404, 200)),
    Page("GET /console/berichten/{id}/xml", lambda s: f"/console/berichten/{s.wmo305}/xml", (200, 404, 200, 404, 403)),
    Page("GET /console/berichten/{id}/pdf", lambda s: f"/console/berichten/{s.wmo305}/pdf", (200, 404, 200, 404, 403)),
    Page(
        "POST /console/berichten/{id}/beoordelen",
        lambda s: f"/console/berichten/{s.wmo305}/beoordelen",
        (409, 404, 403, 403, 409),
        WHO_HANDLE,
    ),
    Page("GET /console/postvak", lambda _: "/console/postvak", OF_PROVIDERS),
    Page(
        "POST /console/postvak/ontvangen",
        lambda _: "/console/postvak/ontvangen",
        (403, 403, 303, 422, 403),
        WHO_HANDLE,
        lambda s: {"bericht": s.wmo301},
    ),
    Page(
        "POST /console/postvak/ophalen",
        lambda _: "/console/postvak/ophalen",
        (403, 403, 200, 422, 403),
        ALL,
        lambda s: {"bericht": s.wmo301},
    ),
    Page("GET /console/melden", lambda _: "/console/melden", OF_PROVIDERS),
    Page("GET /console/melden/{gemeente}/{nummer}/{wat}", _report, (403, 403, 200, 404, 403), WHO_HANDLE),
    Page(
        "POST /console/melden/{gemeente}/{nummer}/{wat}",
        _report,
        (403, 403, 200, 404, 403),
        WHO_HANDLE,
        lambda _: {"einddatum": "1-3-2024", "reden": "19", "stap": "controle"},
    ),
    *(
        Page(
            f"{method} /console/melden/{{gemeente}}/{{nummer}}/{{wat}}/corrigeren",
            lambda s: f"/console/melden/0983/{s.nummer}/start/corrigeren",
            (403, 403, 200, 404, 403),
            WHO_HANDLE,
            lambda _: {"welke": "2024-02-01_02_02A02", "hoe": "terugnemen", "stap": "controle"},
        )
        for method in ("GET", "POST")
    ),
    Page("GET /console/signalen", lambda _: "/console/signalen", OF_MUNICIPALITIES),
    Page("GET /console/signalen/{id}", lambda s: f"/console/signalen/{s.signal}", (200, 404, 403, 403, 403)),
    Page(
        "POST /console/signalen/afhandelen",
        lambda _: "/console/signalen/afhandelen",
        (303, 422, 403, 403, 403),
        WHO_HANDLE,
        lambda s: {"signaal": s.signal, "notitie": "Gebeld."},
    ),
    Page(
        "POST /console/signalen/{id}/afhandelen",
        lambda s: f"/console/signalen/{s.signal}/afhandelen",
        (303, 404, 403, 403, 403),
        WHO_HANDLE,
        lambda _: {"notitie": "Gebeld."},
    ),
    Page("GET /console/clienten", lambda _: "/console/clienten", OF_MUNICIPALITIES),
    Page("POST /console/clienten", lambda _: "/console/clienten", OF_MUNICIPALITIES, ALL, lambda _: {"bsn": BSN}),
    Page("GET /console/clienten/{id}", lambda s: f"/console/clienten/{s.client}", (200, 404, 403, 403, 403)),
    Page("GET /console/toewijzingen", lambda _: "/console/toewijzingen", OF_MUNICIPALITIES),
    Page(
        "GET /console/toewijzingen/{nummer}", lambda s: f"/console/toewijzingen/{s.nummer}", (200, 404, 403, 403, 403)
    ),
    Page(
        "GET /console/clienten/{id}/toewijzen",
        lambda s: f"/console/clienten/{s.client}/toewijzen",
        (200, 404, 403, 403, 403),
        WHO_DECIDE,
    ),
    Page(
        "POST /console/clienten/{id}/toewijzen",
        lambda s: f"/console/clienten/{s.client}/toewijzen",
        (200, 404, 403, 403, 403),
        WHO_DECIDE,
        lambda _: {"aanbieder": "99990001", "categorie": "02", "code": "02A17", "ingangsdatum": "1-6-2024"},
    ),
    Page("GET /console/verzoeken", lambda _: "/console/verzoeken", (200, 200, 200, 200, 403)),
    Page("GET /console/verzoeken/{id}", lambda s: f"/console/verzoeken/{s.request}", (200, 404, 200, 404, 403)),
    *(
        Page(
            f"{method} /console/verzoeken/{{id}}/{act}",
            lambda s, act=act: f"/console/verzoeken/{s.request}/{act}",
            (status, 404, 403, 403, 403),
            WHO_DECIDE,
            lambda _: {"reden": "2"},
        )
        for method, act, status in (
            ("GET", "toekennen", 200),
            ("POST", "toekennen", 200),
            ("POST", "afwijzen", 303),
            ("POST", "onderzoeken", 303),
        )
    ),
    Page("GET /console/declaraties", lambda _: "/console/declaraties", (200, 200, 200, 200, 200)),
    Page("GET /console/declaraties/{id}", lambda s: f"/console/declaraties/{s.wmo323}", (200, 404, 200, 404, 200)),
    Page("GET /console/declaraties/totalen", lambda _: "/console/declaraties/totalen", (200, 200, 200, 200, 200)),
    *(
        Page(
            f"GET /console/controleblad/{{gemeente}}/{{nummer}}{kind}",
            lambda s, kind=kind: f"/console/controleblad/0983/{s.nummer}{kind}",  # type: ignore[misc]
            (200, 404, 200, 404, 403),
        )
        for kind in ("", "/csv", "/pdf")
    ),
    Page("GET /console/prestaties", lambda _: "/console/prestaties", (200, 200, 200, 200, 200)),
    Page("GET /console/inschrijven", lambda _: "/console/inschrijven", OF_MUNICIPALITIES, WHO_DECIDE),
    Page(
        "POST /console/inschrijven",
        lambda _: "/console/inschrijven",
        (303, 303, 403, 403, 403),
        WHO_DECIDE,
        lambda _: {**fields_of(CLIENT), "bsn": BSN_2},
    ),
    *(
        Page(
            f"{method} /console/clienten/{{id}}/{act}",
            lambda s, act=act: f"/console/clienten/{s.client}/{act}",
            (status, 404, 403, 403, 403),
            WHO_DECIDE,
            lambda _: {**fields_of(CLIENT), "einddatum": "30-11-2024", "redenWijziging": "07"},
        )
        for method, act, status in (
            ("GET", "beeindigen", 200),
            ("POST", "beeindigen", 200),
            ("GET", "gegevens", 200),
            ("POST", "gegevens", 303),
        )
    ),
    *(
        Page(
            f"{method} /console/toewijzingen/{{nummer}}/{act}",
            lambda s, act=act: f"/console/toewijzingen/{s.nummer}/{act}",
            (status, 404, 403, 403, 403),
            WHO_DECIDE,
            lambda _: {"einddatum": "30-11-2024", **REPLACEMENT},
        )
        for method, act, status in (
            ("GET", "wijzigen", 200),
            ("POST", "wijzigen", 200),
            ("GET", "vervangen", 200),
            ("POST", "vervangen", 200),
            ("GET", "intrekken", 200),
            ("POST", "intrekken", 409),
        )
    ),
    Page("GET /console/toetsen", lambda _: "/console/toetsen", (200, 200, 200, 200, 200)),
    Page(
        "POST /console/toetsen",
        lambda _: "/console/toetsen",
        (200, 403, 200, 403, 403),
        ALL,
        lambda s: {"xml": serialise(start(s.nummer, "S9")).decode(), "tegen": "ja"},
    ),
    Page("GET /console/beleid", lambda _: "/console/beleid", OF_MUNICIPALITIES),
    Page("GET /console/contracten", lambda _: "/console/contracten", OF_MUNICIPALITIES),
    Page("GET /console/contracten/csv", lambda _: "/console/contracten/csv", OF_MUNICIPALITIES),
    Page("POST /console/contracten", lambda _: "/console/contracten", WITHOUT_FILE, WHO_KEEP),
    Page("GET /console/tarieven", lambda _: "/console/tarieven", OF_MUNICIPALITIES),
    Page("GET /console/tarieven/csv", lambda _: "/console/tarieven/csv", OF_MUNICIPALITIES),
    Page("POST /console/tarieven", lambda _: "/console/tarieven", WITHOUT_FILE, WHO_KEEP),
    Page("GET /console/indicatoren", lambda _: "/console/indicatoren?jaar=2023", (200, 200, 200, 200, 403)),
    Page("GET /console/indicatoren/csv", lambda _: "/console/indicatoren/csv?jaar=2023", (200, 200, 200, 200, 403)),
    Page(
        "GET /console/indicatoren/{indicator}/gevallen",
        lambda _: "/console/indicatoren/start/gevallen?jaar=2023",
        OF_MUNICIPALITIES,
    ),
    Page("GET /console/inzages", lambda s: f"/console/inzages?client={s.client}", OF_MUNICIPALITIES),
    Page("GET /console/leveringen", lambda _: "/console/leveringen", OF_OPERATORS),
    Page("GET /console/leveringen/{id}", lambda s: f"/console/leveringen/{s.wmo305}", OF_OPERATORS),
    Page(
        "POST /console/leveringen/{id}/opnieuw",
        lambda s: f"/console/leveringen/{s.wmo305}/opnieuw",
        ACTS_OF_OPERATORS,
        WHO_OPERATE,
    ),
    Page("GET /console/leveringen/opnieuw", lambda _: "/console/leveringen/opnieuw", OF_OPERATORS, WHO_OPERATE),
    Page(
        "POST /console/leveringen/opnieuw",
        lambda _: "/console/leveringen/opnieuw",
        OF_OPERATORS,
        WHO_OPERATE,
        lambda _: {"sinds": "1-1-2024"},
    ),
    Page("GET /console/geparkeerd", lambda _: "/console/geparkeerd", OF_OPERATORS),
    Page(
        "POST /console/geparkeerd/beoordelen",
        lambda _: "/console/geparkeerd/beoordelen",
        (403, 403, 403, 403, 422),
        WHO_OPERATE,
        lambda s: {"bericht": s.wmo305},
    ),
    Page("GET /console/organisaties", lambda _: "/console/organisaties", OF_OPERATORS),
    Page("GET /console/organisaties/{code}", lambda _: f"/console/organisaties/{ZORG}", OF_OPERATORS),
    Page(
        "GET /console/organisaties/{code}/geschiedenis",
        lambda _: f"/console/organisaties/{ZORG}/geschiedenis",
        OF_OPERATORS,
    ),
    Page(
        "POST /console/organisaties/{code}/sleutels",
        lambda _: f"/console/organisaties/{ZORG}/sleutels",
        OF_OPERATORS,
        WHO_OPERATE,
        lambda _: {"sleutel_omschrijving": "koppeling"},
    ),
    Page(
        "POST /console/organisaties/{code}/sleutels/{naam}/intrekken",
        lambda _: f"/console/organisaties/{ZORG}/sleutels/abcdefgh/intrekken",
        (403, 403, 403, 403, 404),
        WHO_OPERATE,
    ),
    Page(
        "POST /console/organisaties/{code}/toegang",
        lambda _: f"/console/organisaties/{ZORG}/toegang",
        ACTS_OF_OPERATORS,
        WHO_OPERATE,
        lambda _: {"weg": "oidc", "kenmerk": "zorgsysteem", "toegang_omschrijving": "koppeling"},
    ),
    Page(
        "POST /console/organisaties/{code}/toegang/intrekken",
        lambda _: f"/console/organisaties/{ZORG}/toegang/intrekken",
        (403, 403, 403, 403, 404),
        WHO_OPERATE,
        lambda _: {"weg": "oidc", "kenmerk": "onbekend"},
    ),
    Page(
        "POST /console/organisaties/{code}/machtigingen",
        lambda _: f"/console/organisaties/{ZORG}/machtigingen",
        (403, 403, 403, 403, 422),
        WHO_OPERATE,
    ),
    Page(
        "POST /console/organisaties/{code}/machtigingen/{nummer}/intrekken",
        lambda _: f"/console/organisaties/{ZORG}/machtigingen/1/intrekken",
        (403, 403, 403, 403, 404),
        WHO_OPERATE,
    ),
    Page("GET /console/organisaties/{code}/mensen", lambda _: f"/console/organisaties/{ZORG}/mensen", OF_OPERATORS),
    Page(
        "POST /console/organisaties/{code}/mensen",
        lambda _: f"/console/organisaties/{ZORG}/mensen",
        (403, 403, 403, 403, 422),
        WHO_OPERATE,
    ),
    Page(
        "POST /console/organisaties/{code}/mensen/{inlognaam}/herstellen",
        lambda _: f"/console/organisaties/{ZORG}/mensen/niemand/herstellen",
        (403, 403, 403, 403, 404),
        WHO_OPERATE,
    ),
    Page(
        "POST /console/organisaties/{code}/mensen/{inlognaam}/uitschrijven",
        lambda _: f"/console/organisaties/{ZORG}/mensen/niemand/uitschrijven",
        (403, 403, 403, 403, 404),
        WHO_OPERATE,
    ),
    Page("GET /console/grootboek", lambda _: "/console/grootboek", OF_OPERATORS),
    Page("POST /console/grootboek/nagaan", lambda _: "/console/grootboek/nagaan", OF_OPERATORS, WHO_OPERATE),
    Page(
        "GET /console/grootboek/bewijs",
        lambda s: f"/console/grootboek/bewijs?bericht={s.wmo305}",
        (403, 403, 403, 403, 422),
    ),
    Page("GET /console/bewaren", lambda _: "/console/bewaren", OF_OPERATORS),
    Page("POST /console/bewaren/proef", lambda _: "/console/bewaren/proef", OF_OPERATORS, WHO_OPERATE),
    Page(
        "POST /console/bewaren/vasthouden",
        lambda _: "/console/bewaren/vasthouden",
        ACTS_OF_OPERATORS,
        WHO_OPERATE,
        lambda s: {"client": s.client, "reden": "bezwaar 12"},
    ),
    Page(
        "POST /console/bewaren/vrijgeven",
        lambda _: "/console/bewaren/vrijgeven",
        (403, 403, 403, 403, 404),
        WHO_OPERATE,
        lambda s: {"client": s.client},
    ),
    Page("GET /console/logboek", lambda _: "/console/logboek", OF_OPERATORS),
    Page("GET /console/ontvangers", lambda _: "/console/ontvangers", OF_OPERATORS),
    Page("GET /console/ontvangers/{code}", lambda _: f"/console/ontvangers/{ZORG}", OF_OPERATORS),
    Page(
        "POST /console/ontvangers/{code}/bevriezen",
        lambda _: f"/console/ontvangers/{ZORG}/bevriezen",
        ACTS_OF_OPERATORS,
        WHO_OPERATE,
        lambda _: {"reden": "Verhuizing."},
    ),
    Page(
        "POST /console/ontvangers/{code}/vrijgeven",
        lambda _: f"/console/ontvangers/{ZORG}/vrijgeven",
        (403, 403, 403, 403, 409),
        WHO_OPERATE,
    ),
    Page(
        "POST /console/ontvangers/{code}/kanaal",
        lambda _: f"/console/ontvangers/{ZORG}/kanaal",
        ACTS_OF_OPERATORS,
        WHO_OPERATE,
        lambda _: {"kanaal": "postvak"},
    ),
    Page(
        "POST /console/ontvangers/{code}/proef",
        lambda _: f"/console/ontvangers/{ZORG}/proef",
        (403, 403, 403, 403, 409),
        WHO_OPERATE,
    ),
    Page("POST /console/uitloggen", lambda _: "/console/uitloggen", (303, 303, 303, 303, 303)),
)
FOR_STRANGERS = {
    *("GET /console/inloggen", "POST /console/inloggen", "GET /console/bestand/{name}"),
    *("GET /console/oidc", "GET /console/oidc/terug", "POST /console/oidc/uitloggen"),
}
