"""A WMO301 from what the books hold: composed, written, and held against schema and rules like any other message."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.refusals import Invalid
from gateway.messages.json_form import JsonFormError, JsonProbleem, from_json
from gateway.messages.read import read
from gateway.messages.terms import assigned_product
from gateway.messages.toewijzing import ToegewezenProduct, Wmo301
from gateway.messages.write import InvalidMessage, write
from gateway.rules.engine import judge
from gateway.rules.outside import Outside
from gateway.standard.findings import Severity
from gateway.standard.xml.parse import parse
from gateway.store.care.toewijzingen import Versie


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A 301 in the making."""

    gemeente: str
    aanbieder: str
    identificatie: str
    bsn: str
    gegevens: Mapping[str, Any]
    """The client's details in JSON form."""
    versies: Sequence[Versie]


def product(versie: Versie) -> ToegewezenProduct:
    """Return the assignment as it stands in the message."""
    return assigned_product(
        versie.terms,
        nummer=versie.nummer,
        toewijzingsdatum=versie.toewijzingsdatum,
        toewijzingstijd=versie.toewijzingstijd,
        reden_wijziging=versie.reden_wijziging,
    )


def compose_301(gateway: Gateway, concept: Concept) -> bytes:
    """Return the message, approved on levels 1, 2 and 4. Raises Invalid with everything that is wrong."""
    try:
        data = write(_message(gateway, concept), gateway.schemas)
    except JsonFormError as error:
        raise Invalid(
            "gegevens-onvolledig",
            "De gegevens van de cliënt hebben niet de vorm die een WMO301 vraagt; er is niets gewijzigd.",
            gegevens={"fouten": [_fout(each) for each in error.problemen]},
        ) from None
    except InvalidMessage as error:
        raise Invalid("schema-ongeldig", _refused("het schema"), error.findings) from None
    verdict = judge(read(parse(data)), outside=Outside(vandaag=gateway.today()))
    if verdict.crashes:
        codes = ", ".join(crash.code for crash in verdict.crashes)
        raise Invalid("regel-niet-te-beoordelen", f"Niet te beoordelen door regel {codes}. Meld dit aan de beheerder.")
    afkeur = [finding for finding in verdict.findings if finding.severity is Severity.AFKEUR]
    if afkeur:
        raise Invalid("regels-geschonden", _refused("de regels van de standaard"), afkeur)
    return data


def _fout(probleem: JsonProbleem) -> dict[str, str | None]:
    """Return one thing that is wrong with the client's details, by its key in the request."""
    plaats = probleem.sleutel.removeprefix("client.")
    return {
        "plaats": plaats,
        "waarde": probleem.waarde,
        "melding": probleem.melding.replace(probleem.sleutel, plaats),
        "verwacht": probleem.verwacht,
    }


def _refused(door: str) -> str:
    return f"De WMO301 die hieruit volgt wordt afgekeurd door {door}; er is niets gewijzigd en niets verstuurd."


def _message(gateway: Gateway, concept: Concept) -> Wmo301:
    message = from_json(
        Wmo301.soort.name,
        {
            "header": {
                "afzender": concept.gemeente,
                "ontvanger": concept.aanbieder,
                "berichtIdentificatie": {
                    "identificatie": concept.identificatie,
                    "dagtekening": gateway.today().isoformat(),
                },
            },
            "client": {**concept.gegevens, "bsn": concept.bsn, "toegewezenProducten": []},
        },
    )
    assert isinstance(message, Wmo301)
    producten = tuple(product(each) for each in concept.versies)
    return replace(message, client=replace(message.client, toegewezen_producten=producten))
