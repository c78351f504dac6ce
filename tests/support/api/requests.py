"""Requests in tests over HTTP: what a provider sends, what the municipality decides, and what both read of it."""

from collections.abc import Sequence
from typing import Any

from gateway.messages.common import Omvang, Product
from gateway.messages.kinds.verzoek import (
    AangevraagdProduct,
    NieuwProduct,
    TeWijzigenProduct,
    Verwijzer,
    Wmo315,
    Wmo317,
)
from gateway.messages.return_message import NO_REMARK, compose, outcome_of
from gateway.standard.findings import Finding, Severity
from tests.support.api.application import NOW
from tests.support.api.parties import VENLO, ZORG, Caller
from tests.support.messages.requests import unchanged, wmo315, wmo317

WEEKLY = Omvang(volume="3", eenheid="04", frequentie="2")
PLACES = {"WMO301": "/Bericht/Client/ToegewezenProducten/ToegewezenProduct", "WMO319": "/Bericht/Antwoord"}


def asked(reference: str, code: str = "02A16", **changes: Any) -> AangevraagdProduct:
    """Return a product of the stories: three hours a week of 02A16, from 2024-04-01 to the end of the year."""
    fields: dict[str, Any] = {
        "product": Product(categorie=code[:2], code=code),
        "toewijzing_ingangsdatum": "2024-04-01",
        "toewijzing_einddatum": "2024-12-31",
        "omvang": WEEKLY,
        "verwijzer": Verwijzer(type="01"),
        **changes,
    }
    return AangevraagdProduct(referentie_aanbieder=reference, **fields)


def vot(identificatie: str, *products: AangevraagdProduct, **changes: Any) -> Wmo315:
    """Return a WMO315 from ZORG to Venlo."""
    fields = {"afzender": ZORG, "ontvanger": VENLO, **changes}
    return wmo315(identificatie=identificatie, aangevraagde_producten=products, **fields)


async def codes_of(provider: Caller, message: Any) -> dict[str, tuple[str, ...]]:
    """Send the message; return by class the codes in its return message, after a look at the rest of that.

    Empty: it was approved, with a header without codes.
    """
    receipt = await provider.submit(message)
    return await codes_in_answer(provider, receipt, message)


async def codes_in_answer(reader: Caller, receipt: dict[str, Any], message: Any) -> dict[str, tuple[str, ...]]:
    """Return by class the codes in the return message to this one."""
    answer = await reader.read_message(receipt["retourberichtId"])
    assert answer.soort.answers == message.soort.name
    assert answer.header.bericht_identificatie == message.header.bericht_identificatie
    found = outcome_of(answer)
    refused = [code for _, code in found.codes if code != NO_REMARK]
    assert (receipt["oordeel"] == "goedgekeurd") is found.approved is (refused == [])
    by_class: dict[str, tuple[str, ...]] = {}
    for path, code in found.codes:
        name = path.rpartition("/")[2]
        by_class[name] = (*by_class.get(name, ()), code)
    return by_class


async def requests_of(gemeente: Caller, **query: str) -> list[dict[str, Any]]:
    """Return the requests in the list of the municipality."""
    response = await gemeente.http.get("/v1/verzoeken", params=query)
    assert response.status_code == 200, response.text
    found: list[dict[str, Any]] = response.json()["verzoeken"]
    return found


async def the_request(gemeente: Caller, reference: str) -> dict[str, Any]:
    """Return the request with this reference, with its history."""
    [id] = [each["verzoekId"] for each in await requests_of(gemeente) if each["referentieAanbieder"] == reference]
    response = await gemeente.http.get(f"/v1/verzoeken/{id}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def decide(gemeente: Caller, reference: str, what: str, status: int = 201, **body: Any) -> dict[str, Any]:
    """Grant ("toekennen"), refuse ("afwijzen") or investigate ("onderzoeken") the request; return the response."""
    id = (await the_request(gemeente, reference))["verzoekId"]
    response = await gemeente.http.post(f"/v1/verzoeken/{id}/{what}", json=body)
    assert response.status_code == status, f"{response.status_code} {response.text}"
    found: dict[str, Any] = response.json()
    return found


async def answer(provider: Caller, forward: Any, identificatie: str, *codes: str) -> None:
    """Send the 302 or 320 of the provider to this message: an approval, or a refusal with these codes."""
    await provider.submit(answer_to(forward, identificatie, *codes))


def answer_to(forward: Any, identificatie: str, *codes: str) -> Any:
    """Return the 302 or 320 to this message: an approval, or a refusal with these codes."""
    kind = forward.soort.name
    place = PLACES[kind] if kind == "WMO319" or len(forward.client.toegewezen_producten) == 1 else f"{PLACES[kind]}[1]"
    findings = [
        Finding(
            code=f"TR{code[1:]}",
            level=3,
            severity=Severity.AFKEUR,
            retourcode=code,
            path=place,
            class_path=place,
            explanation="",
        )
        for code in codes
    ]
    return compose(forward, findings, identificatie, NOW.date(), None)


async def the_message(provider: Caller, kind: str) -> Any:
    """Collect all that waits for the provider, and return the one message of this kind among it."""
    [found] = [each for each in await provider.collect() if each.soort.name == kind]
    return found


def vow(
    identificatie: str,
    reference: str,
    *,
    same: Sequence[int] = (),
    change: Sequence[TeWijzigenProduct] = (),
    new: Sequence[NieuwProduct] = (),
    **changes: Any,
) -> Wmo317:
    """Return a WMO317 from ZORG to Venlo: what stays as it is by number, what changes, and what is new."""
    return wmo317(
        identificatie=identificatie,
        referentie_aanbieder=reference,
        ongewijzigde_producten=unchanged(*map(str, same)),
        te_wijzigen_producten=tuple(change),
        nieuwe_producten=tuple(new),
        **{"afzender": ZORG, "ontvanger": VENLO, **changes},
    )


def wish(
    nummer: int, begin: str, end: str | None, omvang: Omvang | None = WEEKLY, budget: str | None = None
) -> TeWijzigenProduct:
    """Return an assignment as it should become from a day on."""
    return TeWijzigenProduct(
        toewijzing_nummer=str(nummer), gewenste_ingangsdatum=begin, einddatum=end, omvang=omvang, budget=budget
    )


def new(code: str, begin: str, end: str, omvang: Omvang | None = WEEKLY) -> NieuwProduct:
    """Return care that should be assigned beside what is."""
    return NieuwProduct(
        product=Product(categorie=code[:2], code=code), gewenste_ingangsdatum=begin, einddatum=end, omvang=omvang
    )


def lines_of(message: Any) -> list[tuple[Any, ...]]:
    """Return of each line of a WMO301 the number, product, days, reason and reference."""
    return [
        (
            int(each.toewijzing_nummer),
            None if each.product is None else each.product.code,
            each.ingangsdatum,
            each.einddatum,
            each.reden_wijziging,
            each.referentie_aanbieder,
        )
        for each in message.client.toegewezen_producten
    ]
