"""Hypothesis strategies: messages of all types that pass their schema, and findings on them.

berichten("WMO301"), heenberichten, alle_berichten, bevindingen(message)
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from gateway.messages.common import (
    Adres,
    Communicatie,
    Huis,
    OpenPeriode,
    Telefoon,
    Telefoonnummers,
    VolledigeNaam,
)
from gateway.messages.kinds.start import StartClient, StartProduct
from gateway.messages.kinds.stop import StopClient, StopProduct
from gateway.messages.kinds.toewijzing import Contact, Relatie, ToegewezenProduct, ToewijzingClient
from gateway.messages.place import classes
from gateway.messages.registry import REGISTRY, Message
from gateway.standard.findings import Finding, Severity
from tests.support.messages.building_blocks import (
    GEBOORTEDATUM,
    OMVANG,
    PRODUCT,
    SURNAME,
    VERKORT,
    build,
    headers,
    list_of,
    retour_codes,
)
from tests.support.messages.request_strategies import answers, change_requests, claim_answers, claims_of, requests
from tests.support.messages.texts import (
    BSNS,
    COMMENT,
    DATE,
    TIME,
    VOORLETTERS,
    code,
    number,
    text,
)

_TELEFOON = build(Telefoon, telefoonnummer=st.text("0123456789", min_size=1, max_size=15), landnummer=text(4))


@cache
def _full_name() -> SearchStrategy[VolledigeNaam]:
    return build(
        VolledigeNaam,
        geslachtsnaam=SURNAME,
        partnernaam=SURNAME,
        voornamen=text(200),
        voorletters=VOORLETTERS,
        naam_gebruik=code("LDT_NaamGebruik"),
    )


def _contacts(*, retour: bool) -> SearchStrategy[Contact]:
    huis = build(
        Huis,
        huisnummer=number(99999),
        huisletter=text(1),
        huisnummer_toevoeging=text(4),
        aanduiding_woonadres=code("LDT_AanduidingWoonadres"),
    )
    adres = build(
        Adres,
        huis=huis,
        postcode=text(8),
        straatnaam=text(24),
        plaatsnaam=text(80),
        land_code=code("LDT_LandCode"),
    )
    return build(
        Contact,
        soort=code("LDT_AdresSoort"),
        adres=adres,
        organisatie=text(35),
        telefoon=build(Telefoonnummers, telefoon01=_TELEFOON, telefoon02=_TELEFOON),
        emailadres=text(80),
        periode=build(OpenPeriode, begindatum=DATE, einddatum=DATE),
        retour_codes=retour_codes(retour=retour),
    )


def _assignment_clients(*, retour: bool) -> SearchStrategy[ToewijzingClient]:
    contacten = _contacts(retour=retour)
    relaties = build(
        Relatie,
        nummer=text(20),
        volgorde=number(99),
        soort=code("LDT_SoortRelatie"),
        geboortedatum=GEBOORTEDATUM,
        geslacht=code("LDT_Geslacht"),
        naam=_full_name(),
        contact=contacten,
        retour_codes=retour_codes(retour=retour),
    )
    producten = build(
        ToegewezenProduct,
        toewijzing_nummer=number(999999999),
        referentie_aanbieder=text(36),
        product=PRODUCT,
        toewijzingsdatum=DATE,
        toewijzingstijd=TIME,
        ingangsdatum=DATE,
        einddatum=DATE,
        reden_wijziging=code("LDT_RedenWijziging"),
        omvang=OMVANG,
        budget=number(99999999),
        commentaar=COMMENT,
        retour_codes=retour_codes(retour=retour),
    )
    return build(
        ToewijzingClient,
        bsn=BSNS,
        geboortedatum=GEBOORTEDATUM,
        geslacht=code("LDT_Geslacht"),
        naam=_full_name(),
        communicatie=build(Communicatie, vorm=code("LDT_Communicatievorm"), taal=text(25)),
        juridische_status=code("LDT_JuridischeStatus"),
        wettelijke_vertegenwoordiging=code("LDT_WettelijkeVertegenwoordiging"),
        commentaar=COMMENT,
        relaties=list_of(relaties, 0),
        contactgegevens=list_of(contacten),
        toegewezen_producten=list_of(producten),
        retour_codes=retour_codes(retour=retour),
    )


def _start_clients(*, retour: bool) -> SearchStrategy[StartClient]:
    producten = build(
        StartProduct,
        toewijzing_nummer=number(999999999),
        product=PRODUCT,
        toewijzing_ingangsdatum=DATE,
        begindatum=DATE,
        status_aanlevering=code("LDT_StatusAanlevering"),
        retour_codes=retour_codes(retour=retour),
    )
    return build(
        StartClient,
        bsn=BSNS,
        geboortedatum=GEBOORTEDATUM,
        geslacht=code("LDT_Geslacht"),
        naam=VERKORT,
        start_producten=list_of(producten),
        retour_codes=retour_codes(retour=retour),
    )


def _stop_clients(*, retour: bool) -> SearchStrategy[StopClient]:
    producten = build(
        StopProduct,
        toewijzing_nummer=number(999999999),
        product=PRODUCT,
        toewijzing_ingangsdatum=DATE,
        begindatum=DATE,
        reden_beeindiging=code("LDT_RedenBeeindiging"),
        einddatum=DATE,
        status_aanlevering=code("LDT_StatusAanlevering"),
        retour_codes=retour_codes(retour=retour),
    )
    return build(
        StopClient,
        bsn=BSNS,
        geboortedatum=GEBOORTEDATUM,
        geslacht=code("LDT_Geslacht"),
        naam=VERKORT,
        stop_producten=list_of(producten),
        retour_codes=retour_codes(retour=retour),
    )


_CONTENT = {
    "WMO301": ("client", _assignment_clients),
    "WMO305": ("client", _start_clients),
    "WMO307": ("client", _stop_clients),
    "WMO315": ("client", requests),
    "WMO317": ("client", change_requests),
    "WMO319": ("antwoord", answers),
    "WMO323": ("declaratie", claims_of),
    "WMO325": ("declaratie_antwoord", claim_answers),
}
"""What stands beside the header of a message, and of the answer to it: its field and what fills it."""


@cache
def messages_of(soort: str) -> SearchStrategy[Any]:
    """Return messages of a type that pass its schema."""
    entry = REGISTRY[soort]
    field, inhoud = _CONTENT[soort if soort in _CONTENT else entry.soort.answers or ""]
    return build(entry.message_class, header=headers(soort), **{field: inhoud(retour=entry.soort.is_answer)})


forward_messages = st.sampled_from(["WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO319"]).flatmap(messages_of)
"""What gets a return message."""
all_messages = st.sampled_from(sorted(REGISTRY)).flatmap(messages_of)


def findings_on(message: Message, levels: Sequence[int] = (2, 3, 4)) -> SearchStrategy[list[Finding]]:
    """Return findings on a forward message, at any of its classes."""
    finding = st.builds(
        Finding,
        code=st.just("TR000"),
        level=st.sampled_from(levels),
        severity=st.sampled_from(Severity),
        path=st.just("/Bericht"),
        explanation=st.just(""),
        retourcode=code("LDT_RetourCode"),
        class_path=st.sampled_from([path for path, _ in classes(message)]),
    )
    return st.lists(finding, max_size=6)
