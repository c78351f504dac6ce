"""A WMO301 composed of a client and versions of assignments, and checked like a message from outside."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Invalid
from gateway.messages.json_form import FormFault, JsonFormError, from_json
from gateway.messages.kinds.toewijzing import ToegewezenProduct, Wmo301
from gateway.messages.read import read
from gateway.messages.terms import assigned_product
from gateway.messages.write import InvalidMessage, write
from gateway.rules.engine import judge
from gateway.rules.outside import Outside
from gateway.standard.findings import Finding, Severity
from gateway.standard.xml.parse import parse
from gateway.store.care.toewijzingen import AssignmentVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft301:
    """The parts of a WMO301 that is to be composed."""

    gemeente: str
    aanbieder: str
    identificatie: str
    bsn: str
    gegevens: Mapping[str, Any]
    """The client's details in JSON form."""
    versions: Sequence[AssignmentVersion]
    unnumbered: frozenset[int] = frozenset()
    """Numbers that stand in for those of new assignments; nobody has seen them, so no finding names them."""
    client: UUID | None = None
    """Whose details these are in the books; None: they are being put there now."""


def product_of_version(versie: AssignmentVersion) -> ToegewezenProduct:
    """Return the version as it stands in a WMO301."""
    return assigned_product(
        versie.terms,
        nummer=versie.nummer,
        toewijzingsdatum=versie.toewijzingsdatum,
        toewijzingstijd=versie.toewijzingstijd,
        reden_wijziging=versie.reden_wijziging,
    )


def compose_301(gateway: Gateway, draft: Draft301) -> bytes:
    """Return the bytes of the message, approved on levels 1, 2 and 4. Raises Invalid with all findings against it."""
    try:
        data = write(_message(gateway, draft), gateway.schemas)
    except JsonFormError as error:
        raise _wrong_details(draft.client, [_fault_json(each) for each in error.faults]) from None
    except InvalidMessage as error:
        raise Invalid("schema-ongeldig", _refusal_text("het schema"), _named(draft, error.findings)) from None
    verdict = judge(read(parse(data)), outside=Outside(today=gateway.today()))
    if verdict.crashes:
        codes = ", ".join(crash.code for crash in verdict.crashes)
        raise Invalid("regel-niet-te-beoordelen", f"Niet te beoordelen door regel {codes}. Meld dit aan de beheerder.")
    rejecting = [finding for finding in verdict.findings if finding.severity is Severity.AFKEUR]
    if rejecting:
        raise Invalid("regels-geschonden", _refusal_text("de regels van de standaard"), _named(draft, rejecting))
    return data


def _named(draft: Draft301, findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings with new assignments in words, since they have no number yet."""
    new = [each for each in draft.versions if each.nummer in draft.unnumbered]
    return [_without_numbers(each, new) for each in findings]


def _without_numbers(finding: Finding, new: Sequence[AssignmentVersion]) -> Finding:
    text, values = finding.explanation, finding.values
    for version in new:
        product = version.terms.code or version.terms.categorie or "zonder product"
        name = f"e nieuwe toewijzing ({product}, vanaf {version.terms.ingangsdatum})"
        text = re.sub(rf"\bToewijzing {version.nummer}\b", f"D{name}", text)
        text = re.sub(rf"\btoewijzing {version.nummer}\b|(?<=[:;] ){version.nummer}(?= van )", f"d{name}", text)
        values = {key: value for key, value in values.items() if value != str(version.nummer)}
    return replace(finding, explanation=text, values=values)


def _wrong_details(client: UUID | None, faults: Sequence[Mapping[str, str | None]]) -> Invalid:
    """Return the refusal of details that no WMO301 can hold, such as the few that a WMO315 brought."""
    if client is None:
        text = "De gegevens van de cliënt hebben niet de vorm die een WMO301 vraagt; er is niets gewijzigd."
        return Invalid("gegevens-onvolledig", text, details={"fouten": faults})
    told = ", ".join(str(each["plaats"]) for each in faults)
    return Invalid(
        "client-onvolledig",
        f"De gegevens van de cliënt zijn niet zoals een WMO301 ze vraagt: {told}. Vul ze aan met PUT /v1/clienten/"
        f"{client}, en besluit dan opnieuw. Er is niets vastgelegd en niets verstuurd.",
        details={"fouten": faults, "clientId": str(client)},
    )


def _fault_json(fault: FormFault) -> dict[str, str | None]:
    """Return a fault in the client's details as JSON, its place named by the key in the request."""
    place = fault.key.removeprefix("client.")
    return {
        "plaats": place,
        "waarde": fault.value,
        "melding": fault.text.replace(fault.key, place),
        "verwacht": fault.expected,
    }


def _refusal_text(by: str) -> str:
    return f"De WMO301 die hieruit volgt wordt afgekeurd door {by}; er is niets gewijzigd en niets verstuurd."


def _message(gateway: Gateway, draft: Draft301) -> Wmo301:
    message = from_json(
        Wmo301.soort.name,
        {
            "header": {
                "afzender": draft.gemeente,
                "ontvanger": draft.aanbieder,
                "berichtIdentificatie": {
                    "identificatie": draft.identificatie,
                    "dagtekening": gateway.today().isoformat(),
                },
            },
            "client": {**draft.gegevens, "bsn": draft.bsn, "toegewezenProducten": []},
        },
    )
    assert isinstance(message, Wmo301)
    products = tuple(product_of_version(each) for each in draft.versions)
    return replace(message, client=replace(message.client, toegewezen_producten=products))
