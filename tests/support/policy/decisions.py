"""Decisions for tests of the policy, said shortly, and what the policy has to say of them."""

from datetime import date
from typing import Any

from gateway.policy.care_file import Besluit, Contract, Dossier, Zorg
from gateway.policy.engine import toets
from gateway.policy.loading.regions import regio
from gateway.policy.model import Beleid
from gateway.standard.findings import Finding

VENLO = "0983"
HIER = "12345678"
"""AGB code of the provider that decisions are about, unless told otherwise."""
ELDERS = "87654321"

Dag = date | str


def dag(gegeven: Dag) -> date:
    """The day itself, also from "2026-01-01"."""
    return date.fromisoformat(gegeven) if isinstance(gegeven, str) else gegeven


def beleid(op: Dag = "2026-01-01") -> Beleid:
    """The policy of Noord-Limburg in force on that day."""
    gevonden = regio("noord-limburg").op(dag(op))
    assert gevonden is not None
    return gevonden


def zorg(code: str | None, begin: Dag = "2026-01-01", eind: Dag | None = None, **anders: Any) -> Zorg:
    """An assignment, decided on its first day; its category is that of the code."""
    velden: dict[str, Any] = {
        "nummer": 1,
        "aanbieder": HIER,
        "categorie": code[:2] if code else None,
        "besloten_op": dag(begin),
        **anders,
    }
    return Zorg(code=code, ingangsdatum=dag(begin), einddatum=None if eind is None else dag(eind), **velden)


def nieuw(code: str | None, begin: Dag = "2026-01-01", eind: Dag | None = None, **anders: Any) -> Besluit:
    """The decision to issue this; the keys of a Besluit go to it, the others to its Zorg."""
    eigen = {sleutel: anders.pop(sleutel) for sleutel in ("gemeente", "beslisdag", "grond") if sleutel in anders}
    gevraagd = zorg(code, begin, eind, **{"nummer": None, **anders})
    return Besluit(**{"gemeente": VENLO, "beslisdag": gevraagd.besloten_op, "zorg": gevraagd, **eigen})


def gewijzigd(was: Zorg, wordt: Zorg, **anders: Any) -> Besluit:
    """The decision to change one into the other, on the day that it was first decided unless told otherwise."""
    return Besluit(**{"gemeente": VENLO, "beslisdag": was.besloten_op, "zorg": wordt, "was": was, **anders})


def contract(segment: str, vanaf: Dag = "2022-01-01", tot: Dag | None = None, **anders: Any) -> Contract:
    """What the usual provider may deliver, as a strategic one."""
    velden = {"aanbieder": HIER, "soort": "strategisch-regionaal", **anders}
    return Contract(segment=segment, vanaf=dag(vanaf), tot=None if tot is None else dag(tot), **velden)


def bevindingen(
    besluit: Besluit, *naast: Zorg, contracten: tuple[Contract, ...] | None = None, volgens: Beleid | None = None
) -> tuple[Finding, ...]:
    """All that the policy in force on the Ingangsdatum says of this, with that care beside it."""
    return toets(besluit, Dossier(zorg=naast, contracten=contracten), volgens or beleid(besluit.zorg.ingangsdatum))


def vindt(code: str, besluit: Besluit, *naast: Zorg, **anders: Any) -> list[Finding]:
    """What the check with this code says of it."""
    return [each for each in bevindingen(besluit, *naast, **anders) if each.code == code]


def de_enige(code: str, besluit: Besluit, *naast: Zorg, **anders: Any) -> Finding:
    """The one thing that the check with this code says."""
    (gevonden,) = vindt(code, besluit, *naast, **anders)
    return gevonden
