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
from gateway.messages.place import classes
from gateway.messages.registry import REGISTRY, Message
from gateway.messages.start import StartClient, StartProduct
from gateway.messages.stop import StopClient, StopProduct
from gateway.messages.toewijzing import Contact, Relatie, ToegewezenProduct, ToewijzingClient
from gateway.standard.findings import Finding, Severity
from tests.support.messages.building_blocks import (
    ACHTERNAAM,
    GEBOORTEDATUM,
    OMVANG,
    PRODUCT,
    VERKORT,
    bouw,
    headers,
    lijst,
    retour_codes,
)
from tests.support.messages.request_strategies import aanvragen, antwoorden, besluiten, declaraties, wijzigingen
from tests.support.messages.texts import (
    BSNS,
    COMMENTAAR,
    DATUM,
    TIJD,
    VOORLETTERS,
    code,
    getal,
    tekst,
)

_TELEFOON = bouw(Telefoon, telefoonnummer=st.text("0123456789", min_size=1, max_size=15), landnummer=tekst(4))


@cache
def _volledig() -> SearchStrategy[VolledigeNaam]:
    return bouw(
        VolledigeNaam,
        geslachtsnaam=ACHTERNAAM,
        partnernaam=ACHTERNAAM,
        voornamen=tekst(200),
        voorletters=VOORLETTERS,
        naam_gebruik=code("LDT_NaamGebruik"),
    )


def _contacten(*, retour: bool) -> SearchStrategy[Contact]:
    huis = bouw(
        Huis,
        huisnummer=getal(99999),
        huisletter=tekst(1),
        huisnummer_toevoeging=tekst(4),
        aanduiding_woonadres=code("LDT_AanduidingWoonadres"),
    )
    adres = bouw(
        Adres,
        huis=huis,
        postcode=tekst(8),
        straatnaam=tekst(24),
        plaatsnaam=tekst(80),
        land_code=code("LDT_LandCode"),
    )
    return bouw(
        Contact,
        soort=code("LDT_AdresSoort"),
        adres=adres,
        organisatie=tekst(35),
        telefoon=bouw(Telefoonnummers, telefoon01=_TELEFOON, telefoon02=_TELEFOON),
        emailadres=tekst(80),
        periode=bouw(OpenPeriode, begindatum=DATUM, einddatum=DATUM),
        retour_codes=retour_codes(retour=retour),
    )


def _toewijzing_clienten(*, retour: bool) -> SearchStrategy[ToewijzingClient]:
    contacten = _contacten(retour=retour)
    relaties = bouw(
        Relatie,
        nummer=tekst(20),
        volgorde=getal(99),
        soort=code("LDT_SoortRelatie"),
        geboortedatum=GEBOORTEDATUM,
        geslacht=code("LDT_Geslacht"),
        naam=_volledig(),
        contact=contacten,
        retour_codes=retour_codes(retour=retour),
    )
    producten = bouw(
        ToegewezenProduct,
        toewijzing_nummer=getal(999999999),
        referentie_aanbieder=tekst(36),
        product=PRODUCT,
        toewijzingsdatum=DATUM,
        toewijzingstijd=TIJD,
        ingangsdatum=DATUM,
        einddatum=DATUM,
        reden_wijziging=code("LDT_RedenWijziging"),
        omvang=OMVANG,
        budget=getal(99999999),
        commentaar=COMMENTAAR,
        retour_codes=retour_codes(retour=retour),
    )
    return bouw(
        ToewijzingClient,
        bsn=BSNS,
        geboortedatum=GEBOORTEDATUM,
        geslacht=code("LDT_Geslacht"),
        naam=_volledig(),
        communicatie=bouw(Communicatie, vorm=code("LDT_Communicatievorm"), taal=tekst(25)),
        juridische_status=code("LDT_JuridischeStatus"),
        wettelijke_vertegenwoordiging=code("LDT_WettelijkeVertegenwoordiging"),
        commentaar=COMMENTAAR,
        relaties=lijst(relaties, 0),
        contactgegevens=lijst(contacten),
        toegewezen_producten=lijst(producten),
        retour_codes=retour_codes(retour=retour),
    )


def _start_clienten(*, retour: bool) -> SearchStrategy[StartClient]:
    producten = bouw(
        StartProduct,
        toewijzing_nummer=getal(999999999),
        product=PRODUCT,
        toewijzing_ingangsdatum=DATUM,
        begindatum=DATUM,
        status_aanlevering=code("LDT_StatusAanlevering"),
        retour_codes=retour_codes(retour=retour),
    )
    return bouw(
        StartClient,
        bsn=BSNS,
        geboortedatum=GEBOORTEDATUM,
        geslacht=code("LDT_Geslacht"),
        naam=VERKORT,
        start_producten=lijst(producten),
        retour_codes=retour_codes(retour=retour),
    )


def _stop_clienten(*, retour: bool) -> SearchStrategy[StopClient]:
    producten = bouw(
        StopProduct,
        toewijzing_nummer=getal(999999999),
        product=PRODUCT,
        toewijzing_ingangsdatum=DATUM,
        begindatum=DATUM,
        reden_beeindiging=code("LDT_RedenBeeindiging"),
        einddatum=DATUM,
        status_aanlevering=code("LDT_StatusAanlevering"),
        retour_codes=retour_codes(retour=retour),
    )
    return bouw(
        StopClient,
        bsn=BSNS,
        geboortedatum=GEBOORTEDATUM,
        geslacht=code("LDT_Geslacht"),
        naam=VERKORT,
        stop_producten=lijst(producten),
        retour_codes=retour_codes(retour=retour),
    )


_INHOUD = {
    "WMO301": ("client", _toewijzing_clienten),
    "WMO305": ("client", _start_clienten),
    "WMO307": ("client", _stop_clienten),
    "WMO315": ("client", aanvragen),
    "WMO317": ("client", wijzigingen),
    "WMO319": ("antwoord", antwoorden),
    "WMO323": ("declaratie", declaraties),
    "WMO325": ("declaratie_antwoord", besluiten),
}
"""What stands beside the header of a message, and of the answer to it: its field and what fills it."""


@cache
def berichten(soort: str) -> SearchStrategy[Any]:
    """Messages of a type that pass its schema."""
    entry = REGISTRY[soort]
    veld, inhoud = _INHOUD[soort if soort in _INHOUD else entry.soort.answers or ""]
    return bouw(entry.message_class, header=headers(soort), **{veld: inhoud(retour=entry.soort.is_answer)})


heenberichten = st.sampled_from(["WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO319"]).flatmap(berichten)
"""What gets a return message."""
alle_berichten = st.sampled_from(sorted(REGISTRY)).flatmap(berichten)


def bevindingen(message: Message, levels: Sequence[int] = (2, 3, 4)) -> SearchStrategy[list[Finding]]:
    """Return findings on a forward message, at any of its classes."""
    bevinding = st.builds(
        Finding,
        code=st.just("TR000"),
        level=st.sampled_from(levels),
        severity=st.sampled_from(Severity),
        path=st.just("/Bericht"),
        explanation=st.just(""),
        retourcode=code("LDT_RetourCode"),
        class_path=st.sampled_from([pad for pad, _ in classes(message)]),
    )
    return st.lists(bevinding, max_size=6)
