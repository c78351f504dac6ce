"""Short ways to write starts and stops for tests of policy, and the findings on them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from gateway.messages.common import Product
from gateway.messages.kinds.start import StartProduct
from gateway.messages.kinds.stop import StopProduct
from gateway.messages.read import read
from gateway.messages.write import serialise
from gateway.policy.care_file import Care, CareFile
from gateway.policy.model import Policy
from gateway.policy.report import check_reports
from gateway.rules.case import CaseFile, Start, Stop
from gateway.standard.findings import Finding
from gateway.standard.xml.parse import parse
from tests.support.messages.messages import wmo305, wmo307
from tests.support.policy.decisions import PROVIDER, Day, day, policy


def start(care: Care, on: Day, **changes: Any) -> StartProduct:
    """Return a start of the care of this assignment on that day."""
    fields_ = {**_fields(care), "begindatum": str(on), "status_aanlevering": "1", **changes}
    return StartProduct(**fields_)


def stop(care: Care, on: Day, reden: str = "39", **changes: Any) -> StopProduct:
    """Return a stop with that day as its last; the care began on its start, or else on its Ingangsdatum."""
    begin = str(care.gestart_op or care.ingangsdatum)
    fields_ = {**_fields(care), "begindatum": begin, "einddatum": str(on), "reden_beeindiging": reden}
    return StopProduct(**{**fields_, "status_aanlevering": "1", **changes})


def reported(
    producten: Iterable[StartProduct | StopProduct] | StartProduct | StopProduct,
    *care: Care,
    by_policy: Policy | None = None,
    stops: tuple[Stop, ...] = (),
) -> tuple[Finding, ...]:
    """Return the findings on these starts or stops of the usual provider, in one message, with this care booked.

    `stops`: booked stops besides the final ones in `care`.
    """
    klassen = (producten,) if isinstance(producten, StartProduct | StopProduct) else tuple(producten)
    visible_to_provider = [each for each in care if each.aanbieder == PROVIDER]
    case = CaseFile(
        starts=tuple(_start(each, each.gestart_op) for each in visible_to_provider if each.gestart_op is not None),
        stops=(*(_stop(each, each.gestopt_op) for each in visible_to_provider if each.gestopt_op is not None), *stops),
    )

    def on(valid: date) -> Policy:
        return by_policy or policy(valid)

    return check_reports(_message(klassen), case, PROVIDER, CareFile(care=care), on)


def findings_of(code: str, *args: Any, **changes: Any) -> list[Finding]:
    """Return the findings of the check with this code."""
    return [each for each in reported(*args, **changes) if each.code == code]


def only_finding(code: str, *args: Any, **changes: Any) -> Finding:
    """Return the only finding of the check with this code."""
    (found,) = findings_of(code, *args, **changes)
    return found


def _message(klassen: tuple[StartProduct | StopProduct, ...]) -> Any:
    if isinstance(klassen[0], StartProduct):
        bericht: Any = wmo305(afzender=PROVIDER, start_producten=klassen)
    else:
        bericht = wmo307(afzender=PROVIDER, stop_producten=klassen)
    return read(parse(serialise(bericht)))


def _fields(care: Care) -> dict[str, Any]:
    assert care.categorie is not None
    return {
        "toewijzing_nummer": str(care.nummer),
        "product": Product(categorie=care.categorie, code=care.code),
        "toewijzing_ingangsdatum": str(care.ingangsdatum),
    }


def _start(care: Care, on: date) -> Start:
    return Start(toewijzing_nummer=care.nummer, categorie=care.categorie, code=care.code, begindatum=on)


def _stop(care: Care, on: date) -> Stop:
    return temporary_stop(care, on, care.reden_beeindiging or "39")


def temporary_stop(care: Care, on: Day, reden: str = "20") -> Stop:
    """Return a booked stop, temporary by default."""
    return Stop(
        toewijzing_nummer=care.nummer,
        categorie=care.categorie,
        code=care.code,
        begindatum=care.gestart_op or care.ingangsdatum,
        reden_beeindiging=reden,
        einddatum=day(on),
    )
