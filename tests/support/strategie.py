"""Hypothesis strategies: messages of the six types that pass their schema, and findings on them.

They are fond of what one trips over: white space around values, odd spellings of numbers, years
beyond 9999, markup in texts, carriage returns. Every BSN is fictitious.

    berichten("WMO301"), heenberichten, alle_berichten, bevindingen(message)
"""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from lxml import etree

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
from gateway.standard.identifiers import bsn_valid
from gateway.standard.resources import bundled
from tests.support.berichten import BSN


@cache
def codes(datatype: str) -> tuple[str, ...]:
    """The enumerated values of an LDT type, in the order of the basisschema."""
    schema = etree.parse(bundled("xsd") / "iwmo-3.2" / "basisschema.xsd")
    xs = {"xs": "http://www.w3.org/2001/XMLSchema"}
    gevonden = schema.xpath(
        "//xs:simpleType[@name=$naam]//xs:enumeration/@value", namespaces=xs, naam=datatype
    )
    return tuple(map(str, gevonden))


_TEKEN = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
_LASTIG = st.sampled_from(["&", "<", ">", "]]>", '"', "'", "é", "\t", " ", "\u00a0", "😀", "&amp;", "0", "A"])


def _tekst(lengte: int) -> SearchStrategy[str]:
    """One line of text, not white space alone, that often holds what XML has trouble with."""
    losse = st.lists(_LASTIG | _TEKEN, min_size=1, max_size=min(lengte, 12)).map("".join)
    return losse.map(lambda tekst: tekst[:lengte] if tekst[:lengte].strip() else "x")


def _code(datatype: str) -> SearchStrategy[str]:
    return st.sampled_from(codes(datatype))


def _getal(grootste: int) -> SearchStrategy[str]:
    """A whole number, now and then in an odd spelling."""
    vormen = st.sampled_from(["{}", "{}", "{}", "+{}", "00{}", " {}", "{}\n", "\r\n\t{}"])
    return st.builds(lambda vorm, getal: vorm.format(getal), vormen, st.integers(0, grootste))


_DATUM = st.one_of(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2060, 1, 1)).map(date.isoformat),
    st.sampled_from(
        [" 2024-01-01", "2024-02-29\n", "12024-01-01", "-0044-03-15", "0001-01-01", "9999-12-31"]
    ),
)
_TIJD = st.times().map(lambda tijd: tijd.isoformat()) | st.sampled_from(
    ["24:00:00", " 12:00:00", "09:00:00.50"]
)
_VERSIE = st.sampled_from(["1.0.0", "1.0.3", "10.20.30"])
_COMMENTAAR = st.lists(_LASTIG | _TEKEN | st.sampled_from(["\n", "\r", "\r\n"]), max_size=12).map(
    lambda delen: "".join(delen) + "."
)
_BSN = st.integers(99990000, 99999999).map(
    lambda acht: next((f"{acht}{n}" for n in range(10) if bsn_valid(f"{acht}{n}")), BSN)
)


def _bouw(klasse: type[Knoop], **velden: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """The class with these fields; one that has a default in the class may be absent."""
    vrij = {veld.name for veld in fields(klasse) if veld.default is None}
    return st.builds(klasse, **{n: st.none() | s if n in vrij else s for n, s in velden.items()})


_ACHTERNAAM = _bouw(Achternaam, achternaam=_tekst(200), voorvoegsel=_tekst(10))
_VOORLETTERS = st.text("aZÀÿ×ỳ", min_size=1, max_size=6)
_VERKORT = _bouw(VerkorteNaam, geslachtsnaam=_ACHTERNAAM, voornamen=_tekst(200), voorletters=_VOORLETTERS)
_GEBOORTEDATUM = _bouw(Geboortedatum, datum=_DATUM, datum_gebruik=_code("LDT_DatumGebruik"))
_PRODUCT = _bouw(Product, categorie=_code("LDT_ProductCategorie"), code=_tekst(5))
_TELEFOON = _bouw(
    Telefoon, telefoonnummer=st.text("0123456789", min_size=1, max_size=15), landnummer=_tekst(4)
)


@cache
def _volledig() -> SearchStrategy[VolledigeNaam]:
    return _bouw(
        VolledigeNaam,
        geslachtsnaam=_ACHTERNAAM,
        partnernaam=_ACHTERNAAM,
        voornamen=_tekst(200),
        voorletters=_VOORLETTERS,
        naam_gebruik=_code("LDT_NaamGebruik"),
    )


def _lijst(leden: SearchStrategy[Any], kleinste: int = 1) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(leden, min_size=kleinste, max_size=3).map(tuple)


def retour_codes(*, retour: bool) -> SearchStrategy[tuple[str, ...]]:
    """Return codes for a class of a return message; of a forward message none."""
    return _lijst(_code("LDT_RetourCode")) if retour else st.just(())


def _headers(soort: str) -> SearchStrategy[Header]:
    feit = REGISTRY[soort].soort
    partijen = st.text("0123456789", min_size=4, max_size=4), st.text("0123456789", min_size=8, max_size=8)
    afzender, ontvanger = partijen if feit.afzender == "gemeente" else partijen[::-1]
    xsd_versie = _bouw(XsdVersie, basisschema_xsd_versie=_VERSIE, bericht_xsd_versie=_VERSIE)
    velden: dict[str, SearchStrategy[Any]] = {
        "bericht_code": st.just(feit.code),
        "bericht_versie": st.sampled_from(["3", " 3", "3\t"]),
        "bericht_subversie": st.sampled_from(["2", "2\n"]),
        "afzender": afzender,
        "ontvanger": ontvanger,
        "bericht_identificatie": _bouw(BerichtIdentificatie, identificatie=_tekst(12), dagtekening=_DATUM),
        "xsd_versie": xsd_versie,
    }
    if feit.is_retour:
        velden |= {
            "identificatie_retour": _tekst(12),
            "dagtekening_retour": _DATUM,
            "xslt_versie": st.none() | _VERSIE,
            "xsd_versie_retour": xsd_versie,
            "retour_codes": st.just(()) | retour_codes(retour=True),
        }
    return st.builds(Header, **velden)


def _contacten(*, retour: bool) -> SearchStrategy[Contact]:
    huis = _bouw(
        Huis,
        huisnummer=_getal(99999),
        huisletter=_tekst(1),
        huisnummer_toevoeging=_tekst(4),
        aanduiding_woonadres=_code("LDT_AanduidingWoonadres"),
    )
    adres = _bouw(
        Adres,
        huis=huis,
        postcode=_tekst(8),
        straatnaam=_tekst(24),
        plaatsnaam=_tekst(80),
        land_code=_code("LDT_LandCode"),
    )
    return _bouw(
        Contact,
        soort=_code("LDT_AdresSoort"),
        adres=adres,
        organisatie=_tekst(35),
        telefoon=_bouw(Telefoonnummers, telefoon01=_TELEFOON, telefoon02=_TELEFOON),
        emailadres=_tekst(80),
        periode=_bouw(OpenPeriode, begindatum=_DATUM, einddatum=_DATUM),
        retour_codes=retour_codes(retour=retour),
    )


def _toewijzing_clienten(*, retour: bool) -> SearchStrategy[ToewijzingClient]:
    contacten = _contacten(retour=retour)
    relaties = _bouw(
        Relatie,
        nummer=_tekst(20),
        volgorde=_getal(99),
        soort=_code("LDT_SoortRelatie"),
        geboortedatum=_GEBOORTEDATUM,
        geslacht=_code("LDT_Geslacht"),
        naam=_volledig(),
        contact=contacten,
        retour_codes=retour_codes(retour=retour),
    )
    omvang = _bouw(
        Omvang, volume=_getal(99999999), eenheid=_code("LDT_Eenheid"), frequentie=_code("LDT_Frequentie")
    )
    producten = _bouw(
        ToegewezenProduct,
        toewijzing_nummer=_getal(999999999),
        referentie_aanbieder=_tekst(36),
        product=_PRODUCT,
        toewijzingsdatum=_DATUM,
        toewijzingstijd=_TIJD,
        ingangsdatum=_DATUM,
        einddatum=_DATUM,
        reden_wijziging=_code("LDT_RedenWijziging"),
        omvang=omvang,
        budget=_getal(99999999),
        commentaar=_COMMENTAAR,
        retour_codes=retour_codes(retour=retour),
    )
    return _bouw(
        ToewijzingClient,
        bsn=_BSN,
        geboortedatum=_GEBOORTEDATUM,
        geslacht=_code("LDT_Geslacht"),
        naam=_volledig(),
        communicatie=_bouw(Communicatie, vorm=_code("LDT_Communicatievorm"), taal=_tekst(25)),
        juridische_status=_code("LDT_JuridischeStatus"),
        wettelijke_vertegenwoordiging=_code("LDT_WettelijkeVertegenwoordiging"),
        commentaar=_COMMENTAAR,
        relaties=_lijst(relaties, 0),
        contactgegevens=_lijst(contacten),
        toegewezen_producten=_lijst(producten),
        retour_codes=retour_codes(retour=retour),
    )


def _start_clienten(*, retour: bool) -> SearchStrategy[StartClient]:
    producten = _bouw(
        StartProduct,
        toewijzing_nummer=_getal(999999999),
        product=_PRODUCT,
        toewijzing_ingangsdatum=_DATUM,
        begindatum=_DATUM,
        status_aanlevering=_code("LDT_StatusAanlevering"),
        retour_codes=retour_codes(retour=retour),
    )
    return _bouw(
        StartClient,
        bsn=_BSN,
        geboortedatum=_GEBOORTEDATUM,
        geslacht=_code("LDT_Geslacht"),
        naam=_VERKORT,
        start_producten=_lijst(producten),
        retour_codes=retour_codes(retour=retour),
    )


def _stop_clienten(*, retour: bool) -> SearchStrategy[StopClient]:
    producten = _bouw(
        StopProduct,
        toewijzing_nummer=_getal(999999999),
        product=_PRODUCT,
        toewijzing_ingangsdatum=_DATUM,
        begindatum=_DATUM,
        reden_beeindiging=_code("LDT_RedenBeeindiging"),
        einddatum=_DATUM,
        status_aanlevering=_code("LDT_StatusAanlevering"),
        retour_codes=retour_codes(retour=retour),
    )
    return _bouw(
        StopClient,
        bsn=_BSN,
        geboortedatum=_GEBOORTEDATUM,
        geslacht=_code("LDT_Geslacht"),
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
        retourcode=_code("LDT_RetourCode"),
        klasse=st.sampled_from([pad for pad, _ in classes(message)]),
    )
    return st.lists(bevinding, max_size=6)
