"""The fields of a form about care, as the terms of an assignment, a change of one, and the facts about a decision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from gateway.console.session.visit import Visit
from gateway.console.view.fields import Fields
from gateway.exchange.assigning.changes import Change, reasons_to_change
from gateway.exchange.assigning.policy import find_policy
from gateway.exchange.kernel.pages import AskedPage
from gateway.exchange.kernel.refusals import Conflict, NotFound
from gateway.exchange.lists.organisations import list_organisations
from gateway.messages.terms import AssignmentTerms
from gateway.policy.model import Policy
from gateway.standard import codelists
from gateway.store.care.toewijzingen import DecisionRecord

RECORD: Final = ("aangevraagdOp", "grond", "evaluatieOp", "instemmingAanbieder")
TERMS: Final = (
    *("product", "categorie", "code", "ingangsdatum", "einddatum", "volume", "eenheid", "frequentie", "budget"),
    *("commentaar", "referentieAanbieder"),
)
CHANGE: Final = ("einddatum", "openEinde", "volume", "budget", "redenWijziging")
MAX_AMOUNT: Final = 99_999_999
_MAX_COMMENT_CHARS: Final = 200
_MAX_REFERENCE_CHARS: Final = 36
_MAX_PROVIDERS: Final = 500
"""Providers that are offered to choose from; another one can be typed."""
_CONSENT: Final = {"ja": True, "nee": False}


@dataclass(frozen=True, slots=True)
class Offered:
    """What a form about care offers to choose from; each a value with what people read."""

    products: Sequence[tuple[str, str]]
    grounds: Sequence[tuple[str, str]]
    providers: Sequence[tuple[str, str]]
    categories: Sequence[tuple[str, str]]
    units: Sequence[tuple[str, str]]
    frequencies: Sequence[tuple[str, str]]
    reasons: Sequence[tuple[str, str]]
    policy: Policy | None
    """In force today; None: the municipality chose none."""


async def load_offered(visit: Visit) -> Offered:
    """Return what this municipality may choose from, by its policy of today and by who takes part."""
    try:
        policy, _ = await find_policy(visit.gateway, visit.caller.code, None)
    except (NotFound, Conflict):
        policy = None
    asked = AskedPage(limit=_MAX_PROVIDERS, count=False)
    providers = await list_organisations(visit.gateway, visit.caller, "aanbieder", asked)
    products = [] if policy is None else [(each.code, f"{each.code} {each.naam}") for each in policy.producten.values()]
    return Offered(
        products=products,
        grounds=list(_grounds(policy).items()),
        providers=[(each.code, each.naam) for each in providers.items],
        categories=_coded(codelists.values("LDT_ProductCategorie")),
        units=_coded(codelists.values("LDT_Eenheid")),
        frequencies=_coded(codelists.values("LDT_Frequentie")),
        reasons=_coded(reasons_to_change()),
        policy=policy,
    )


def _coded(codes: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(code, f"{meaning} ({code})") for code, meaning in codes.items()]


def _grounds(policy: Policy | None) -> dict[str, str]:
    """Return the grounds for extra work and extensions that the policy names, with their meaning."""
    if policy is None:
        return {}
    of_rules = [each.gronden for each in policy.meerwerk.values()] + [
        each.gronden for each in policy.verlenging.values()
    ]
    return {name: meaning for grounds in of_rules for name, meaning in grounds.items()}


def read_terms(fields: Fields, policy: Policy | None) -> AssignmentTerms | None:
    """Return the terms of an assignment; None when something of it can't be, which is then among the errors."""
    categorie, code = _product(fields, policy)
    begins = fields.day("ingangsdatum")
    if begins is None and "ingangsdatum" not in fields.errors:
        fields.fail("ingangsdatum", "Vul de eerste dag in, zoals 31-3-2026.")
    ends = fields.day("einddatum")
    if begins is not None and ends is not None and ends < begins:
        fields.fail("einddatum", "De laatste dag ligt voor de eerste.")
    volume, eenheid, frequentie = _size(fields)
    budget = fields.amount("budget")
    if budget is not None and volume is not None:
        fields.fail("budget", "Geef een omvang of een budget, niet allebei.")
    comment = fields.words("commentaar", _MAX_COMMENT_CHARS)
    reference = fields.words("referentieAanbieder", _MAX_REFERENCE_CHARS)
    if fields.errors or begins is None:
        return None
    return AssignmentTerms(
        categorie=categorie,
        code=code,
        ingangsdatum=begins,
        einddatum=ends,
        volume=volume,
        eenheid=eenheid,
        frequentie=frequentie,
        budget=budget,
        commentaar=comment,
        referentie_aanbieder=reference,
    )


def _product(fields: Fields, policy: Policy | None) -> tuple[str | None, str | None]:
    """Return category and code: of the product that was chosen from the policy, or as they were typed."""
    chosen = fields.choice("product", () if policy is None else tuple(policy.producten))
    categorie = fields.choice("categorie", tuple(codelists.values("LDT_ProductCategorie")))
    code = fields.product("code")
    if chosen is not None and policy is not None:
        if categorie or code:
            fields.fail("product", "Kies een product uit het beleid, of vul een ander product in; niet allebei.")
        return policy.producten[chosen].categorie, chosen
    if code is not None and categorie is None:
        fields.fail("categorie", "Kies bij een productcode ook de categorie.")
    return categorie, code


def _size(fields: Fields) -> tuple[int | None, str | None, str | None]:
    volume = fields.number("volume", 0, MAX_AMOUNT)
    eenheid = fields.choice("eenheid", tuple(codelists.values("LDT_Eenheid")))
    frequentie = fields.choice("frequentie", tuple(codelists.values("LDT_Frequentie")))
    given = {"volume": volume, "eenheid": eenheid, "frequentie": frequentie}
    if any(each is not None for each in given.values()):
        for name, value in given.items():
            if value is None and name not in fields.errors:
                fields.fail(name, "Een omvang heeft een aantal, een eenheid en een frequentie.")
    return volume, eenheid, frequentie


def read_change(fields: Fields, decided_by: str) -> Change | None:
    """Return the change that is asked for; None when something of it can't be, which is then among the errors."""
    change = _change(fields, read_record(fields, decided_by))
    return None if fields.errors else change


def read_change_in(fields: Fields, part: str, record: DecisionRecord) -> Change | None:
    """Return the change or removal in a part of the form, with these facts; None when something of it can't be."""
    own = fields.part(part)
    change = Change(remove=True, record=record) if own["intrekken"] else _change(own, record)
    if own["intrekken"] and any(own[name] for name in CHANGE):
        own.fail("intrekken", "Trek in, of wijzig iets; niet allebei.")
    for name, text in own.errors.items():
        fields.fail(f"{part}{name}", text)
    return None if own.errors else change


def _change(fields: Fields, record: DecisionRecord) -> Change:
    ends, open_ended = fields.day("einddatum"), bool(fields["openEinde"])
    if ends is not None and open_ended:
        fields.fail("einddatum", "Vul een laatste dag in, of kies voor geen laatste dag; niet allebei.")
    return Change(
        einddatum=ends,
        open_ended=open_ended,
        volume=fields.number("volume", 0, MAX_AMOUNT),
        budget=fields.amount("budget"),
        reden_wijziging=fields.choice("redenWijziging", tuple(reasons_to_change())),
        record=record,
    )


def read_record(fields: Fields, decided_by: str) -> DecisionRecord:
    """Return the facts about the decision, which is in the name of this person; what can't be is among the errors."""
    consent = fields.choice("instemmingAanbieder", tuple(_CONSENT))
    return DecisionRecord(
        beslist_door=decided_by,
        aangevraagd_op=fields.day("aangevraagdOp"),
        grond=fields.text("grond", "[a-z0-9-]{1,40}", "een grond zoals het beleid die noemt"),
        evaluatie_op=fields.days("evaluatieOp"),
        instemming_aanbieder=None if consent is None else _CONSENT[consent],
    )


def only(fields: Fields, names: Sequence[str]) -> dict[str, Any]:
    """Return the fields of these names, as they were given."""
    return {name: fields[name] for name in names}
