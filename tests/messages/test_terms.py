"""The terms of an assignment lose nothing on their way: JSON of a back office, row of the database, WMO301."""

from dataclasses import replace
from datetime import date, time
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from gateway.api.shapes.toewijzingen import ToewijzingVraag, VersieShape
from gateway.exchange.assigning.compose import product_of_version
from gateway.messages.terms import AssignmentTerms, assigned_product
from gateway.standard.identifiers import mask_in_text
from gateway.store.care import toewijzingen
from gateway.store.care.toewijzingen import AssignmentVersion
from gateway.store.db.places import Ciphertext, Secret
from tests.support.api.parties import VENLO
from tests.support.messages.messages import as_read, toegewezen_product, wmo301
from tests.support.messages.texts import COMMENT, code, text
from tests.support.store.key_ring import vault

AMOUNTS = st.integers(0, 99_999_999)
DAYS = st.dates(date(1900, 1, 1), date(2060, 1, 1)).map(date.isoformat)
PRODUCTS = st.fixed_dictionaries(
    {"categorie": st.integers(1, 18).map("{:02}".format)}, optional={"code": text(5) | st.none()}
)
OMVANGEN = st.fixed_dictionaries(
    {"volume": AMOUNTS, "eenheid": code("LDT_Eenheid"), "frequentie": code("LDT_Frequentie")}
)
ASKED = st.fixed_dictionaries(
    {
        "clientId": st.just("0192d8a0-0000-7000-8000-000000000000"),
        "aanbieder": st.just("99990001"),
        "ingangsdatum": DAYS,
    },
    optional={
        "product": PRODUCTS,
        "einddatum": DAYS | st.none(),
        "omvang": OMVANGEN,
        "budget": AMOUNTS,
        "commentaar": COMMENT,
        "referentieAanbieder": text(36),
        "beslistDoor": text(100).map(str.strip).filter(bool).filter(lambda name: mask_in_text(name) == name),
        "aangevraagdOp": DAYS,
        "grond": st.from_regex("[a-z-]{1,40}", fullmatch=True),
        "evaluatieOp": st.lists(DAYS, min_size=1, max_size=3, unique=True).map(sorted),
        "instemmingAanbieder": st.booleans(),
    },
).filter(lambda asked: (asked.get("einddatum") or "9") >= asked["ingangsdatum"])
"""Bodies of POST /v1/toewijzingen."""


def kept(version: AssignmentVersion) -> AssignmentVersion:
    """Return the version as it comes out of its row."""
    box = vault()
    row: dict[str, Any] = {"gemeente": VENLO}
    for name, value in zip(toewijzingen._VERSION_COLUMNS, toewijzingen._columns(VENLO, version), strict=True):
        row[name] = Ciphertext(box, *box.encrypt(value)) if isinstance(value, Secret) else value
    return toewijzingen.as_version(cast("Any", row))


@given(ASKED, st.times().map(lambda moment: moment.replace(microsecond=0)))
def test_nothing_is_lost_between_the_request_the_row_and_the_message(asked: dict[str, Any], moment: time) -> None:
    new = ToewijzingVraag.model_validate(asked).as_new_assignment()
    version = AssignmentVersion(
        nummer=7,
        versie=1,
        toewijzingsdatum=date(2024, 3, 1),
        toewijzingstijd=moment,
        terms=new.terms,
        record=new.record,
    )
    assert kept(version) == version

    shown = VersieShape.of(kept(version)).model_dump(mode="json", by_alias=True)
    for name in ("ingangsdatum", "einddatum", "omvang", "budget"):
        assert shown[name] == asked.get(name)
    for name in ("beslistDoor", "aangevraagdOp", "grond", "instemmingAanbieder"):
        assert shown[name] == asked.get(name)
    assert shown["evaluatieOp"] == asked.get("evaluatieOp", [])
    assert shown["product"] == ({"code": None, **asked["product"]} if "product" in asked else None)

    [sent] = as_read(wmo301(toegewezen_producten=(product_of_version(kept(version)),))).client.toegewezen_producten
    amounts = asked.get("omvang")
    care = asked.get("product", {})
    assert (sent.toewijzing_nummer, sent.toewijzingsdatum, sent.toewijzingstijd) == ("7", "2024-03-01", str(moment))
    assert (sent.ingangsdatum, sent.einddatum) == (asked["ingangsdatum"], asked.get("einddatum"))
    assert (sent.commentaar, sent.referentie_aanbieder) == (asked.get("commentaar"), asked.get("referentieAanbieder"))
    assert sent.budget == (str(asked["budget"]) if "budget" in asked else None)
    assert (sent.product and sent.product.categorie, sent.product and sent.product.code) == (
        care.get("categorie"),
        care.get("code"),
    )
    assert (sent.omvang and (sent.omvang.volume, sent.omvang.eenheid, sent.omvang.frequentie)) == (
        amounts and (str(amounts["volume"]), amounts["eenheid"], amounts["frequentie"])
    )


def test_an_assigned_product_says_why_it_changed() -> None:
    terms = AssignmentTerms(
        categorie="02",
        code="02A02",
        ingangsdatum=date(2024, 1, 1),
        einddatum=date(2024, 12, 31),
        volume=120,
        eenheid="01",
        frequentie="2",
    )
    day, moment = date(2024, 3, 1), time(9, 30)
    sent = assigned_product(terms, nummer=1, toewijzingsdatum=day, toewijzingstijd=moment, reden_wijziging="04")
    assert sent == toegewezen_product(reden_wijziging="04")
    ended = replace(terms, einddatum=None, volume=None)
    open_ended = assigned_product(ended, nummer=1, toewijzingsdatum=day, toewijzingstijd=moment, reden_wijziging=None)
    assert (open_ended.einddatum, open_ended.omvang) == (None, None)
