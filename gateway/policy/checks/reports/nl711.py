"""NL-711: when the client dies or moves away, all care ends."""

from collections.abc import Iterator

from gateway.policy.card import Card, Objection
from gateway.policy.care.departure import DEPARTURES, departure
from gateway.policy.care_file import Care, CareFile
from gateway.policy.model import Policy
from gateway.policy.report_file import Report
from gateway.policy.words import describe_with_provider, join_words, opening

card = Card(
    code="NL-711",
    subject="overlijden en verhuizing",
    statement="Na een stop wegens overlijden (reden 02) of verhuizing (31) loopt en begint er geen zorg meer.",
    remedy=(
        "Ga vandaag na of het klopt. Zo ja, beëindig met één besluit alle zorg van de cliënt, bij elke aanbieder; zo "
        "nee, laat de aanbieder zijn stop verwijderen."
    ),
    note="Zorg van elke aanbieder telt. Een stop die een latere start opheft, telt niet.",
)


def check(report: Report, care_file: CareFile, policy: Policy) -> Iterator[Objection]:
    """Yield one objection to a stop that leaves care standing, or to a start after the client left."""
    if report.einddatum is None:
        yield from _start_after(report, care_file)
    elif report.reden in DEPARTURES and report.care.gestopt_op is not None:
        yield from _left_standing(report, care_file)


def _left_standing(report: Report, care_file: CareFile) -> Iterator[Objection]:
    last = report.care.last_day
    standing = [each for each in care_file.care if each.nummer != report.care.nummer and each.last_day > last]
    if standing:
        yield Objection(
            text=(
                f"De cliënt {DEPARTURES[report.reden or '']} volgens deze stop (reden {report.reden}, {last}), en er "
                f"staat nog zorg: {join_words([describe_with_provider(each, report.care) for each in standing])}."
            ),
            path="RedenBeeindiging",
            values={"RedenBeeindiging": report.reden or "", "Einddatum": str(last)},
            other_assignments=_numbers(standing),
        )


def _start_after(report: Report, care_file: CareFile) -> Iterator[Objection]:
    left = departure(each for each in care_file.care if each.nummer != report.care.nummer)
    if left is not None and report.care.last_day > left.last_day:
        what = DEPARTURES[left.reden_beeindiging or ""]
        yield Objection(
            text=(
                f"{opening(report.care)} is gestart op {report.begindatum}, maar de cliënt {what} volgens de stop op "
                f"{describe_with_provider(left, report.care)}."
            ),
            path="Begindatum",
            values={"Begindatum": str(report.begindatum), "RedenBeeindiging": left.reden_beeindiging or ""},
            other_assignments=_numbers([left]),
        )


def _numbers(care: list[Care]) -> tuple[int, ...]:
    return tuple(each.nummer for each in care if each.nummer is not None)
