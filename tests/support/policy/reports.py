"""Starts and stops for tests of the policy, said shortly, and what the policy has to say of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from gateway.messages.common import Product
from gateway.messages.read import read
from gateway.messages.start import StartProduct
from gateway.messages.stop import StopProduct
from gateway.messages.write import serialise
from gateway.policy.care_file import Dossier, Zorg
from gateway.policy.model import Beleid
from gateway.policy.report import beoordeel
from gateway.rules.case import CaseFile, Start, Stop
from gateway.standard.findings import Finding
from gateway.standard.xml.parse import parse
from tests.support.messages.messages import wmo305, wmo307
from tests.support.policy.decisions import HIER, Dag, beleid, dag


def start(zorg: Zorg, op: Dag, **changes: Any) -> StartProduct:
    """The care of this assignment began on that day."""
    velden = {**_velden(zorg), "begindatum": str(op), "status_aanlevering": "1", **changes}
    return StartProduct(**velden)


def stop(zorg: Zorg, op: Dag, reden: str = "39", **changes: Any) -> StopProduct:
    """The care of this assignment, which began when it was reported to, ended after that day."""
    begin = str(zorg.gestart_op or zorg.ingangsdatum)
    velden = {**_velden(zorg), "begindatum": begin, "einddatum": str(op), "reden_beeindiging": reden}
    return StopProduct(**{**velden, "status_aanlevering": "1", **changes})


def gemeld(
    producten: Iterable[StartProduct | StopProduct] | StartProduct | StopProduct,
    *zorg: Zorg,
    volgens: Beleid | None = None,
    stops: tuple[Stop, ...] = (),
) -> tuple[Finding, ...]:
    """All that policy says of these starts or stops of the usual provider, in one message, with that care in the books.

    `stops`: what stands besides the final stops that the care tells of.
    """
    klassen = (producten,) if isinstance(producten, StartProduct | StopProduct) else tuple(producten)
    eigen = [each for each in zorg if each.aanbieder == HIER]
    case = CaseFile(
        starts=tuple(_start(each, each.gestart_op) for each in eigen if each.gestart_op is not None),
        stops=(*(_stop(each, each.gestopt_op) for each in eigen if each.gestopt_op is not None), *stops),
    )

    def op(geldig: date) -> Beleid:
        return volgens or beleid(geldig)

    return beoordeel(_bericht(klassen), case, HIER, Dossier(zorg=zorg), op)


def vindt(code: str, *args: Any, **anders: Any) -> list[Finding]:
    """What the check with this code says of it."""
    return [each for each in gemeld(*args, **anders) if each.code == code]


def de_enige(code: str, *args: Any, **anders: Any) -> Finding:
    """The one thing that the check with this code says."""
    (gevonden,) = vindt(code, *args, **anders)
    return gevonden


def _bericht(klassen: tuple[StartProduct | StopProduct, ...]) -> Any:
    if isinstance(klassen[0], StartProduct):
        bericht: Any = wmo305(afzender=HIER, start_producten=klassen)
    else:
        bericht = wmo307(afzender=HIER, stop_producten=klassen)
    return read(parse(serialise(bericht)))


def _velden(zorg: Zorg) -> dict[str, Any]:
    assert zorg.categorie is not None
    return {
        "toewijzing_nummer": str(zorg.nummer),
        "product": Product(categorie=zorg.categorie, code=zorg.code),
        "toewijzing_ingangsdatum": str(zorg.ingangsdatum),
    }


def _start(zorg: Zorg, op: date) -> Start:
    return Start(toewijzing_nummer=zorg.nummer, categorie=zorg.categorie, code=zorg.code, begindatum=op)


def _stop(zorg: Zorg, op: date) -> Stop:
    return tijdelijk(zorg, op, "39")


def tijdelijk(zorg: Zorg, op: Dag, reden: str = "20") -> Stop:
    """A stop that stands, temporary unless told otherwise."""
    return Stop(
        toewijzing_nummer=zorg.nummer,
        categorie=zorg.categorie,
        code=zorg.code,
        begindatum=zorg.gestart_op or zorg.ingangsdatum,
        reden_beeindiging=reden,
        einddatum=dag(op),
    )
