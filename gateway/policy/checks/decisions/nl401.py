"""NL-401: extra work belongs to a traject that was reported as started, and leaves no gap after it."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from gateway.policy.card import Card, Objection
from gateway.policy.care.base_traject import base_of, follows_directly, requested_meerwerk
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.model import Policy
from gateway.policy.words import describe, opening

card = Card(
    code="NL-401",
    subject="meerwerk",
    statement=("Meerwerk hoort bij een traject van het basisproduct dat echt is gestart, en volgt er zonder gat op."),
    remedy=(
        "Wacht tot de aanbieder de start van het traject heeft gemeld, laat het meerwerk op het traject aansluiten, "
        "of ken iets anders toe: een nieuw traject, of langdurige zorg."
    ),
    note=(
        "Het traject is het laatste van de cliënt dat op de Ingangsdatum van het meerwerk begonnen was, bij welke "
        "aanbieder ook. Echt gestart is het als een start (WMO305) op of voor de beslisdag staat. Op de beslisdag "
        "mag het al geëindigd zijn: dan is het besluit er alleen later. Overlappen mogen ze niet, dat zegt NL-206."
    ),
)


_ONE_DAY: Final = timedelta(days=1)


def check(decision: Decision, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield an objection when the extra work has no base traject, one without a start, or one that ended too early."""
    extra_work = requested_meerwerk(decision, policy)
    if extra_work is None:
        return
    basis = base_of(decision.care, extra_work.base_code, care_file.care)
    fault = _fault(decision.care, basis, decision.decision_day)
    if fault is not None:
        yield Objection(
            text=f"{opening(decision.care)} hoort bij een gestart traject {extra_work.base_code}, maar {fault}.",
            path="product/code",
            values={"Code": decision.care.code or "", "Basis": extra_work.base_code},
            betreft=() if basis is None or basis.nummer is None else (basis.nummer,),
            bron=extra_work.rule.bron,
        )


def _fault(meerwerk: Care, basis: Care | None, decision_day: date) -> str | None:
    if basis is None:
        return "de cliënt heeft er op de Ingangsdatum geen"
    if basis.gestart_op is None:
        return f"van {describe(basis)} is geen start gemeld"
    if basis.gestart_op > decision_day:
        return f"{describe(basis)} start pas op {basis.gestart_op}, na de beslisdag {decision_day}"
    if follows_directly(meerwerk, basis):
        return None
    end = basis.last_day
    return (
        f"{describe(basis)} eindigt op {end} en het meerwerk sluit er niet op aan: het kan beginnen op {end + _ONE_DAY}"
    )
