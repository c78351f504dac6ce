"""Objections of the national standard to a decision, which no rule on one message can see. Policy or not, they hold."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from gateway.policy.care.concurrent_care import apart_from, is_same_product, request_path, running_beside
from gateway.policy.care_file import Care, CareFile, Decision
from gateway.policy.words import describe, opening, periods
from gateway.standard.findings import Finding, Proposal, Severity
from gateway.standard.money import euros

PRODUCT_TWICE: Final = "OP259"
_SAID_BY_POLICY: Final = "NL-207"
"""Code of the check of policy that says the same as OP259, and more."""
_STRETCH_SAID_BY_POLICY: Final = "NL-601"
_LESS_SAID_BY_POLICY: Final = "NL-604"
_LEVEL: Final = 5
_TOTAL: Final = "6"
_BY_PROVIDER: Final = "12"
"""RedenWijziging of a change that the provider asked for."""


def check_national(decision: Decision, care_file: CareFile, found: tuple[Finding, ...] = ()) -> Iterator[Finding]:
    """Yield what the standard's operational rules and instructions object to; OP259 blocks, the others are signals.

    `found`: the findings of policy on the decision; what NL-207, NL-601 and NL-604 said isn't said again.
    """
    said = {each.code for each in found}
    if _SAID_BY_POLICY not in said:
        yield from _product_twice(decision, care_file)
    if _STRETCH_SAID_BY_POLICY not in said:
        yield from _stretch_instead(decision, care_file)
    if _LESS_SAID_BY_POLICY not in said:
        yield from _less(decision)
    yield from _before_reported_stop(decision)
    yield from _in_the_past(decision)
    if decision.referentie_aanbieder is not None:
        yield _finding(
            "IV097",
            Severity.SIGNAAL,
            "referentieAanbieder",
            "ReferentieAanbieder is gevuld, en er is geen verzoek (WMO315 of WMO317) bekend waar deze toewijzing op "
            "volgt. De aanbieder kan de WMO301 daarop afkeuren (TR379).",
            "Laat ReferentieAanbieder weg, tenzij de toewijzing rechtstreeks op een verzoek van deze aanbieder volgt.",
            values={"ReferentieAanbieder": decision.referentie_aanbieder},
            proposal=Proposal(without_reference=True),
        )


def _product_twice(decision: Decision, care_file: CareFile) -> Iterator[Finding]:
    """Yield a blokkade for each ended assignment of the same product and provider that ran on added days.

    TR302 sees what is in the same WMO301; an assignment whose Einddatum has passed is no longer in it (OP087).
    """
    for other, days in running_beside(decision, care_file):
        has_ended = other.einddatum is not None and other.einddatum < decision.decision_day
        if has_ended and is_same_product(decision.care, other):
            apart = apart_from(decision, other)
            yield _finding(
                PRODUCT_TWICE,
                Severity.BLOKKADE,
                request_path(decision),
                f"{opening(decision.care)} is hetzelfde product bij aanbieder {other.aanbieder} als {describe(other)}, "
                f"{periods(days)}. De WMO301 noemt die toewijzing niet meer, want haar Einddatum is voorbij; de dagen "
                "blijven dubbel.",
                _apart_advice(decision, other, apart),
                other=other,
                proposal=apart,
            )


def _apart_advice(decision: Decision, other: Care, apart: Proposal | None) -> str:
    """Return what to do about one product twice (Dutch)."""
    otherwise = f"verkort of verwijder eerst toewijzing {other.nummer}"
    if apart is None:
        return f"{otherwise.capitalize()}, of laat {'dit' if decision.was is None else 'deze wijziging'} achterwege."
    if apart.ingangsdatum is not None:
        return f"Laat deze zorg beginnen na {other.last_day}, of {otherwise}."
    return f"Laat deze zorg uiterlijk {apart.einddatum} eindigen, of {otherwise}."


def _stretch_instead(decision: Decision, care_file: CareFile) -> Iterator[Finding]:
    """Yield a signal when the new assignment only goes on where a running one ends: OP380 wants that one extended."""
    care = decision.care
    if decision.was is not None:
        return
    for other in care_file.care:
        if (
            other.aanbieder == care.aanbieder
            and (other.categorie, other.code) == (care.categorie, care.code)
            and other.einddatum is not None
            and other.einddatum >= decision.decision_day
            and other.gestopt_op is None
            and care.ingangsdatum - other.einddatum == timedelta(days=1)
            and _same_amount(other, care)
        ):
            until = "tot nader order" if care.einddatum is None else f"tot en met {care.einddatum}"
            yield _finding(
                "OP380",
                Severity.SIGNAAL,
                "ingangsdatum",
                f"{opening(care)} gaat met hetzelfde product en dezelfde omvang verder waar {describe(other)} eindigt. "
                "Zolang die nog niet voorbij is, hoort zij te worden verlengd; dan hoeft de aanbieder niet te stoppen "
                "en opnieuw te starten.",
                f"Verleng toewijzing {other.nummer} {until} (wijzig haar Einddatum), en ken geen nieuwe toe.",
                other=other,
                proposal=_stretch(care, other),
            )


def _stretch(care: Care, other: Care) -> Proposal | None:
    """Return the change of the running assignment; None when one of the two has a Budget and the other doesn't."""
    if other.nummer is None or (care.budget is None) != (other.budget is None):
        return None
    budget = None if care.budget is None or other.budget is None else care.budget + other.budget
    return Proposal(stretch=other.nummer, einddatum=care.einddatum, open_ended=care.einddatum is None, budget=budget)


def _same_amount(one: Care, other: Care) -> bool:
    """Return True when OP380 makes extending mandatory: an equal Omvang with a Frequentie other than 6, or none."""
    same = (one.volume, one.eenheid, one.frequentie) == (other.volume, other.eenheid, other.frequentie)
    return same and one.frequentie != _TOTAL


def _before_reported_stop(decision: Decision) -> Iterator[Finding]:
    """Yield a signal when the assignment would end before the care that the provider reported did."""
    care, was = decision.care, decision.was
    if was is None or decision.verwijderd or care.einddatum is None or was.gestopt_op is None:
        return
    if care.einddatum < was.gestopt_op and care.einddatum != was.einddatum:
        yield _finding(
            "OP362",
            Severity.SIGNAAL,
            "einddatum",
            f"Einddatum {care.einddatum} ligt voor {was.gestopt_op}, de Einddatum van de stop die de aanbieder meldde: "
            f"de zorg daartussen staat dan zonder toewijzing.",
            f"Kies {was.gestopt_op} of later, of laat de aanbieder de stop eerst verbeteren.",
            values={"Einddatum": str(care.einddatum), "Stop": str(was.gestopt_op)},
            proposal=Proposal(einddatum=was.gestopt_op),
        )


def _in_the_past(decision: Decision) -> Iterator[Finding]:
    """Yield a signal when the assignment is ended on a past day, unless the provider agrees, asked or stopped."""
    care, was = decision.care, decision.was
    if was is None or decision.verwijderd or care.einddatum is None or care.einddatum >= decision.decision_day:
        return
    if was.einddatum is not None and was.einddatum <= care.einddatum:
        return
    has_stopped = was.gestopt_op is not None and was.gestopt_op <= care.einddatum
    if has_stopped or _provider_agrees(decision):
        return
    yield _finding(
        "OP186",
        Severity.SIGNAAL,
        "einddatum",
        f"{opening(care)} eindigt op een dag die voorbij is, {care.einddatum}. Dat kan alleen in overleg met de "
        f"aanbieder, die tot vandaag mocht leveren.{_refusal(decision)}",
        "Overleg met de aanbieder en leg vast dat hij instemt, of kies vandaag of later.",
        values={"Einddatum": str(care.einddatum)},
    )


def _less(decision: Decision) -> Iterator[Finding]:
    """Yield a signal for a lower total volume and for a lower Budget, unless the provider agrees or asked (OP033x1)."""
    care, was = decision.care, decision.was
    if was is None or decision.verwijderd or _provider_agrees(decision):
        return
    total = was.frequentie == care.frequentie == _TOTAL
    if total and was.volume is not None and care.volume is not None and care.volume < was.volume:
        yield _lowered(decision, "OP298", "volume", "Het totale volume", str(was.volume), str(care.volume))
    if was.budget is not None and care.budget is not None and care.budget < was.budget:
        yield _lowered(decision, "OP299", "budget", "Het Budget", euros(was.budget), euros(care.budget))


def _lowered(decision: Decision, code: str, path: str, what: str, before: str, after: str) -> Finding:
    return _finding(
        code,
        Severity.SIGNAAL,
        path,
        f"{what} van {describe(decision.care)} gaat omlaag, van {before} naar {after}. Dat kan alleen in overleg met "
        f"de aanbieder, die ermee instemt.{_refusal(decision)}",
        "Overleg met de aanbieder en leg vast dat hij instemt. Vroeg hij er zelf om, geef dan RedenWijziging 12 op.",
        values={path.capitalize(): after},
    )


def _provider_agrees(decision: Decision) -> bool:
    """Return True when the provider agrees with the change, by the decision, or asked for it."""
    return decision.provider_consent is True or decision.reden_wijziging == _BY_PROVIDER


def _refusal(decision: Decision) -> str:
    return " Volgens het besluit stemt hij niet in." if decision.provider_consent is False else ""


def _finding(
    code: str,
    severity: Severity,
    path: str,
    text: str,
    remedy: str,
    *,
    other: Care | None = None,
    values: dict[str, str] | None = None,
    proposal: Proposal | None = None,
) -> Finding:
    numbers = () if other is None or other.nummer is None else (other.nummer,)
    return Finding(
        code=code,
        level=_LEVEL,
        severity=severity,
        path=path,
        explanation=text,
        remedy=remedy,
        values=values or {},
        source=f"iWmo 3.2, {code}",
        other_assignments=numbers,
        proposal=proposal,
    )
