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
from gateway.messages.kinds.declaratie import DeclaratieAntwoordHeader
from gateway.messages.registry import REGISTRY
from tests.support.messages.texts import DATE, VERSION, VOORLETTERS, code, number, text


def build(node_class: type[Node], **values: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Return the class with these fields; one that has a default in the class may be absent."""
    optional = {field.name for field in fields(node_class) if field.default is None}
    return st.builds(node_class, **{n: st.none() | s if n in optional else s for n, s in values.items()})


def list_of(items: SearchStrategy[Any], min_size: int = 1) -> SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, min_size=min_size, max_size=3).map(tuple)


def retour_codes(*, retour: bool) -> SearchStrategy[tuple[str, ...]]:
    """Return codes for a class of a return message; of a forward message none."""
    return list_of(code("LDT_RetourCode")) if retour else st.just(())


SURNAME = build(Achternaam, achternaam=text(200), voorvoegsel=text(10))
VERKORT = build(VerkorteNaam, geslachtsnaam=SURNAME, voornamen=text(200), voorletters=VOORLETTERS)
GEBOORTEDATUM = build(Geboortedatum, datum=DATE, datum_gebruik=code("LDT_DatumGebruik"))
PRODUCT = build(Product, categorie=code("LDT_ProductCategorie"), code=text(5))
OMVANG = build(Omvang, volume=number(99999999), eenheid=code("LDT_Eenheid"), frequentie=code("LDT_Frequentie"))
_XSD_VERSIE = build(XsdVersie, basisschema_xsd_versie=VERSION, bericht_xsd_versie=VERSION)
_IDENTIFICATIE = build(BerichtIdentificatie, identificatie=text(12), dagtekening=DATE)


def headers(soort: str) -> SearchStrategy[BaseHeader]:
    """Return the header of a message of this type."""
    kind = REGISTRY[soort].soort
    parties: Sequence[SearchStrategy[str]] = [st.text("0123456789", min_size=n, max_size=n) for n in (4, 8)]
    afzender, ontvanger = parties if kind.afzender == "gemeente" else parties[::-1]
    values: dict[str, SearchStrategy[Any]] = {
        "bericht_code": st.just(kind.code),
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
            **values,
            declaratie_identificatie=_IDENTIFICATIE,
            xslt_versie=st.none() | VERSION,
            xsd_versie_declaratie=_XSD_VERSIE,
            retour_codes=retour_codes(retour=True),
        )
    if kind.is_answer:
        values |= {
            "identificatie_retour": text(12),
            "dagtekening_retour": DATE,
            "xslt_versie": st.none() | VERSION,
            "xsd_versie_retour": _XSD_VERSIE,
            "retour_codes": st.just(()) | retour_codes(retour=True),
        }
    return st.builds(Header, **values)
