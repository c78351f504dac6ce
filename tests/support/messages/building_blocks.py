"""Hypothesis strategies that the generated messages of all types share: classes, lists, return codes, headers."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from gateway.messages.common import (
    Achternaam,
    BaseHeader,
    BerichtIdentificatie,
    Geboortedatum,
    Header,
    Node,
    Omvang,
    Product,
    VerkorteNaam,
    XsdVersie,
)
from gateway.messages.declaratie import DeclaratieAntwoordHeader
from gateway.messages.registry import REGISTRY
from tests.support.messages.texts import DATUM, VERSIE, VOORLETTERS, code, getal, tekst


def bouw(klasse: type[Node], **velden: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Return the class with these fields; one that has a default in the class may be absent."""
    vrij = {veld.name for veld in fields(klasse) if veld.default is None}
    return st.builds(klasse, **{n: st.none() | s if n in vrij else s for n, s in velden.items()})


def lijst(leden: SearchStrategy[Any], kleinste: int = 1) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(leden, min_size=kleinste, max_size=3).map(tuple)


def retour_codes(*, retour: bool) -> SearchStrategy[tuple[str, ...]]:
    """Return codes for a class of a return message; of a forward message none."""
    return lijst(code("LDT_RetourCode")) if retour else st.just(())


ACHTERNAAM = bouw(Achternaam, achternaam=tekst(200), voorvoegsel=tekst(10))
VERKORT = bouw(VerkorteNaam, geslachtsnaam=ACHTERNAAM, voornamen=tekst(200), voorletters=VOORLETTERS)
GEBOORTEDATUM = bouw(Geboortedatum, datum=DATUM, datum_gebruik=code("LDT_DatumGebruik"))
PRODUCT = bouw(Product, categorie=code("LDT_ProductCategorie"), code=tekst(5))
OMVANG = bouw(Omvang, volume=getal(99999999), eenheid=code("LDT_Eenheid"), frequentie=code("LDT_Frequentie"))
_XSD_VERSIE = bouw(XsdVersie, basisschema_xsd_versie=VERSIE, bericht_xsd_versie=VERSIE)
_IDENTIFICATIE = bouw(BerichtIdentificatie, identificatie=tekst(12), dagtekening=DATUM)


def headers(soort: str) -> SearchStrategy[BaseHeader]:
    """Return the header of a message of this type."""
    feit = REGISTRY[soort].soort
    partijen: Sequence[SearchStrategy[str]] = [st.text("0123456789", min_size=n, max_size=n) for n in (4, 8)]
    afzender, ontvanger = partijen if feit.afzender == "gemeente" else partijen[::-1]
    velden: dict[str, SearchStrategy[Any]] = {
        "bericht_code": st.just(feit.code),
        "bericht_versie": st.sampled_from(["3", " 3", "3\t"]),
        "bericht_subversie": st.sampled_from(["2", "2\n"]),
        "afzender": afzender,
        "ontvanger": ontvanger,
        "bericht_identificatie": _IDENTIFICATIE,
        "xsd_versie": _XSD_VERSIE,
    }
    if soort == "WMO325":
        return st.builds(
            DeclaratieAntwoordHeader,
            **velden,
            declaratie_identificatie=_IDENTIFICATIE,
            xslt_versie=st.none() | VERSIE,
            xsd_versie_declaratie=_XSD_VERSIE,
            retour_codes=retour_codes(retour=True),
        )
    if feit.is_answer:
        velden |= {
            "identificatie_retour": tekst(12),
            "dagtekening_retour": DATUM,
            "xslt_versie": st.none() | VERSIE,
            "xsd_versie_retour": _XSD_VERSIE,
            "retour_codes": st.just(()) | retour_codes(retour=True),
        }
    return st.builds(Header, **velden)
