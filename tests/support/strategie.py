"""Hypothesis strategies: messages of the six types that pass their schema, and findings on them.

berichten("WMO301"), heenberichten, alle_berichten, bevindingen(message)
"""

from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from gateway.messages.gedeeld import (
    Achternaam,
    Adres,
    BerichtIdentificatie,
    Communicatie,
    Geboortedatum,
    Header,
    Huis,
    Knoop,
    Omvang,
    OpenPeriode,
    Product,
    Telefoon,
    Telefoonnummers,
    VerkorteNaam,
    VolledigeNaam,
    XsdVersie,
)
from gateway.messages.plaats import classes
from gateway.messages.registry import REGISTRY, Bericht
from gateway.messages.start import StartClient, StartProduct
from gateway.messages.stop import StopClient, StopProduct
from gateway.messages.toewijzing import Contact, Relatie, ToegewezenProduct, ToewijzingClient
from gateway.standard.findings import Finding, Severity
from tests.support.teksten import (
    BSNS,
    COMMENTAAR,
    DATUM,
    TIJD,
    VERSIE,
    VOORLETTERS,
    code,
    getal,
    tekst,
)


def _bouw(klasse: type[Knoop], **velden: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """The class with these fields; one that has a default in the class may be absent."""
    vrij = {veld.name for veld in fields(klasse) if veld.default is None}
    return st.builds(klasse, **{n: st.none() | s if n in vrij else s for n, s in velden.items()})


_ACHTERNAAM = _bouw(Achternaam, achternaam=tekst(200), voorvoegsel=tekst(10))
_VERKORT = _bouw(VerkorteNaam, geslachtsnaam=_ACHTERNAAM, voornamen=tekst(200), voorletters=VOORLETTERS)
_GEBOORTEDATUM = _bouw(Geboortedatum, datum=DATUM, datum_gebruik=code("LDT_DatumGebruik"))
_PRODUCT = _bouw(Product, categorie=code("LDT_ProductCategorie"), code=tekst(5))
_TELEFOON = _bouw(Telefoon, telefoonnummer=st.text("0123456789", min_size=1, max_size=15), landnummer=tekst(4))


@cache
def _volledig() -> SearchStrategy[VolledigeNaam]:
    return _bouw(
        VolledigeNaam,
        geslachtsnaam=_ACHTERNAAM,
        partnernaam=_ACHTERNAAM,
        voornamen=tekst(200),
        voorletters=VOORLETTERS,
        naam_gebruik=code("LDT_NaamGebruik"),
    )


def _lijst(leden: SearchStrategy[Any], kleinste: int = 1) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(leden, min_size=kleinste, max_size=3).map(tuple)


def retour_codes(*, retour: bool) -> SearchStrategy[tuple[str, ...]]:
    """Return codes for a class of a return message; of a forward message none."""
    return _lijst(code("LDT_RetourCode")) if retour else st.just(())


def _headers(soort: str) -> SearchStrategy[Header]:
    feit = REGISTRY[soort].soort
    partijen = st.text("0123456789", min_size=4, max_size=4), st.text("0123456789", min_size=8, max_size=8)
    afzender, ontvanger = partijen if feit.afzender == "gemeente" else partijen[::-1]
    xsd_versie = _bouw(XsdVersie, basisschema_xsd_versie=VERSIE, bericht_xsd_versie=VERSIE)
    velden: dict[str, SearchStrategy[Any]] = {
        "bericht_code": st.just(feit.code),
        "bericht_versie": st.sampled_from(["3", " 3", "3\t"]),
        "bericht_subversie": st.sampled_from(["2", "2\n"]),
        "afzender": afzender,
        "ontvanger": ontvanger,
        "bericht_identificatie": _bouw(BerichtIdentificatie, identificatie=tekst(12), dagtekening=DATUM),
        "xsd_versie": xsd_versie,
    }
    if feit.is_retour:
        velden |= {
            "identificatie_retour": tekst(12),
            "dagtekening_retour": DATUM,
            "xslt_versie": st.none() | VERSIE,
            "xsd_versie_retour": xsd_versie,
            "retour_codes": st.just(()) | retour_codes(retour=True),
        }
    return st.builds(Header, **velden)


def _contacten(*, retour: bool) -> SearchStrategy[Contact]:
    huis = _bouw(
        Huis,
        huisnummer=getal(99999),
        huisletter=tekst(1),
        huisnummer_toevoeging=tekst(4),
        aanduiding_woonadres=code("LDT_AanduidingWoonadres"),
    )
    adres = _bouw(
        Adres,
        huis=huis,
        postcode=tekst(8),
        straatnaam=tekst(24),
        plaatsnaam=tekst(80),
        land_code=code("LDT_LandCode"),
    )
    return _bouw(
        Contact,
        soort=code("LDT_AdresSoort"),
        adres=adres,
        organisatie=tekst(35),
        telefoon=_bouw(Telefoonnummers, telefoon01=_TELEFOON, telefoon02=_TELEFOON),
        emailadres=tekst(80),
        periode=_bouw(OpenPeriode, begindatum=DATUM, einddatum=DATUM),
        retour_codes=retour_codes(retour=retour),
    )


def _toewijzing_clienten(*, retour: bool) -> SearchStrategy[ToewijzingClient]:
    contacten = _contacten(retour=retour)
    relaties = _bouw(
        Relatie,
        nummer=tekst(20),
        volgorde=getal(99),
        soort=code("LDT_SoortRelatie"),
        geboortedatum=_GEBOORTEDATUM,
        geslacht=code("LDT_Geslacht"),
        naam=_volledig(),
        contact=contacten,
        retour_codes=retour_codes(retour=retour),
    )
    omvang = _bouw(Omvang, volume=getal(99999999), eenheid=code("LDT_Eenheid"), frequentie=code("LDT_Frequentie"))
    producten = _bouw(
        ToegewezenProduct,
        toewijzing_nummer=getal(999999999),
        referentie_aanbieder=tekst(36),
        product=_PRODUCT,
        toewijzingsdatum=DATUM,
        toewijzingstijd=TIJD,
        ingangsdatum=DATUM,
        einddatum=DATUM,
        reden_wijziging=code("LDT_RedenWijziging"),
        omvang=omvang,
        budget=getal(99999999),
        commentaar=COMMENTAAR,
        retour_codes=retour_codes(retour=retour),
    )
    return _bouw(
        ToewijzingClient,
        bsn=BSNS,
        geboortedatum=_GEBOORTEDATUM,
        geslacht=code("LDT_Geslacht"),
        naam=_volledig(),
        communicatie=_bouw(Communicatie, vorm=code("LDT_Communicatievorm"), taal=tekst(25)),
        juridische_status=code("LDT_JuridischeStatus"),
        wettelijke_vertegenwoordiging=code("LDT_WettelijkeVertegenwoordiging"),
        commentaar=COMMENTAAR,
        relaties=_lijst(relaties, 0),
        contactgegevens=_lijst(contacten),
        toegewezen_producten=_lijst(producten),
        retour_codes=retour_codes(retour=retour),
    )


def _start_clienten(*, retour: bool) -> SearchStrategy[StartClient]:
    producten = _bouw(
        StartProduct,
        toewijzing_nummer=getal(999999999),
        product=_PRODUCT,
        toewijzing_ingangsdatum=DATUM,
        begindatum=DATUM,
        status_aanlevering=code("LDT_StatusAanlevering"),
        retour_codes=retour_codes(retour=retour),
    )
    return _bouw(
        StartClient,
        bsn=BSNS,
        geboortedatum=_GEBOORTEDATUM,
        geslacht=code("LDT_Geslacht"),
        naam=_VERKORT,
        start_producten=_lijst(producten),
        retour_codes=retour_codes(retour=retour),
    )


def _stop_clienten(*, retour: bool) -> SearchStrategy[StopClient]:
    producten = _bouw(
        StopProduct,
        toewijzing_nummer=getal(999999999),
        product=_PRODUCT,
        toewijzing_ingangsdatum=DATUM,
        begindatum=DATUM,
        reden_beeindiging=code("LDT_RedenBeeindiging"),
        einddatum=DATUM,
        status_aanlevering=code("LDT_StatusAanlevering"),
        retour_codes=retour_codes(retour=retour),
    )
    return _bouw(
        StopClient,
        bsn=BSNS,
        geboortedatum=_GEBOORTEDATUM,
        geslacht=code("LDT_Geslacht"),
        naam=_VERKORT,
        stop_producten=_lijst(producten),
        retour_codes=retour_codes(retour=retour),
    )


@cache
def berichten(soort: str) -> SearchStrategy[Any]:
    """Messages of a type that pass its schema."""
    entry = REGISTRY[soort]
    clienten = {"WMO301": _toewijzing_clienten, "WMO305": _start_clienten, "WMO307": _stop_clienten}
    client = clienten[entry.soort.heen or soort](retour=entry.soort.is_retour)
    return _bouw(entry.klasse, header=_headers(soort), client=client)


heenberichten = st.sampled_from(["WMO301", "WMO305", "WMO307"]).flatmap(berichten)
alle_berichten = st.sampled_from(sorted(REGISTRY)).flatmap(berichten)


def bevindingen(message: Bericht, levels: Sequence[int] = (2, 3, 4)) -> SearchStrategy[list[Finding]]:
    """Findings on a forward message, at any of its classes."""
    bevinding = st.builds(
        Finding,
        code=st.just("TR000"),
        level=st.sampled_from(levels),
        severity=st.sampled_from(Severity),
        path=st.just("/Bericht"),
        explanation=st.just(""),
        retourcode=code("LDT_RetourCode"),
        klasse=st.sampled_from([pad for pad, _ in classes(message)]),
    )
    return st.lists(bevinding, max_size=6)
