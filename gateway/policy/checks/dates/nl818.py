"""NL-818: a request of a provider waits for its answer."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from gateway.messages.kinds.verzoek import Wmo317
from gateway.policy.card import Card
from gateway.policy.care.requests import FIRST_ANSWER_WORKING_DAYS, answer_due
from gateway.policy.care_file import Care
from gateway.policy.checks.dates.term import is_on
from gateway.policy.watch_file import OpenRequest, PolicyOn, SentVersion, Signal, WatchFile

NATIONAL: Final = True
SOURCE: Final = "iWmo 3.2, bedrijfsregels OP274 en OP346"

card = Card(
    code="NL-818",
    subject="verzoek van aanbieder",
    statement=(
        "Vijf werkdagen na ontvangst is een verzoek (WMO315 of WMO317) beantwoord, en acht weken na de Dagtekening is "
        "over een verzoek in onderzoek besloten."
    ),
    remedy="Ken het verzoek toe of wijs het af; was het nog niet in onderzoek, dan kan dat eerst.",
    note=(
        "Het signaal komt er met het verzoek. De dag van ontvangst is dag nul en de laatste dag telt mee. In onderzoek "
        "nemen kan één keer; dan schuift de dag naar acht weken na de Dagtekening, en niet na de WMO319. Elk product "
        "van een WMO315 is een verzoek op zich. Het signaal vervalt bij een besluit, en komt terug als de aanbieder de "
        "WMO301 of WMO319 afkeurt, want dan geldt die als niet gestuurd (OP286); het "
        "zegt dat erbij. Een termijn die voorbij is verandert "
        "niets aan het verzoek. Is er sinds de ontvangst (bij een WMO317: na de Dagtekening) een WMO301 verstuurd "
        "over wat gevraagd is, zonder de referentie, dan zegt het signaal dat: daarmee is het verzoek niet beantwoord."
    ),
)


def check(watch_file: WatchFile, policy_on: PolicyOn, today: date) -> Iterator[Signal]:
    """Yield a signal for each open request."""
    if not is_on(card.code, policy_on(today)):
        return
    for each in watch_file.requests:
        uiterlijk = answer_due(each.received, each.dagtekening, watch_file.worked, investigated=each.investigated)
        yield Signal(
            code=card.code,
            sleutel=each.id,
            uiterlijk=uiterlijk,
            text=f"Aanbieder {each.aanbieder} vraagt {_asked(each)}, vanaf {each.ingangsdatum} ({each.soort} van "
            f"{each.dagtekening}). {_due(each, uiterlijk)}{_refused(each)}{_overtaken(each, watch_file)}",
            bron=SOURCE,
            aanbieder=each.aanbieder,
            bericht=each.bericht,
        )


def _asked(request: OpenRequest) -> str:
    if request.soort == Wmo317.soort.name:
        return "andere zorg voor deze cliënt"
    return "zorg zonder product" if request.product is None else f"om {request.product}"


def _due(request: OpenRequest, uiterlijk: date) -> str:
    if request.investigated:
        return f"Het is in onderzoek; een besluit kan tot en met {uiterlijk}, acht weken na de Dagtekening."
    term = f"{FIRST_ANSWER_WORKING_DAYS} werkdagen na ontvangst"
    return f"Een antwoord kan tot en met {uiterlijk}, {term}."


def _refused(request: OpenRequest) -> str:
    """Return the words about an answer that the provider refused; "" when there is none."""
    if request.refused is None:
        return ""
    kind, day = request.refused
    return (
        f" De aanbieder keurde de {kind} van {day} af, en die geldt als niet gestuurd; in zijn retourbericht staat wat "
        "er mis is."
    )


def _overtaken(request: OpenRequest, watch_file: WatchFile) -> str:
    """Return the words about assignments that may have settled the request without naming it; "" if there are none."""
    numbers = []
    for each in watch_file.care:
        sent = None if each.nummer is None else watch_file.sent.get(each.nummer)
        if sent is not None and each.aanbieder == request.aanbieder and _may_settle(request, each, sent):
            numbers.append(str(each.nummer))
    if not numbers:
        return ""
    since = "de Dagtekening" if request.soort == Wmo317.soort.name else "de dag van ontvangst"
    which = "toewijzing" if len(numbers) == 1 else "toewijzingen"
    return (
        f" Sinds {since} is verstuurd, zonder deze referentie: {which} {', '.join(numbers)}. Een WMO301 "
        "zonder de referentie beantwoordt het verzoek niet; regelt zij wat gevraagd is, wijs het verzoek dan af."
    )


def _may_settle(request: OpenRequest, care: Care, sent: SentVersion) -> bool:
    """Return True when what was sent may be about what is asked.

    The day of receipt counts: which of two on one day came first isn't known here. A WMO317 is judged on what its
    sender knew on the Dagtekening, so for that one all of a later day counts too.
    """
    if request.soort == Wmo317.soort.name:
        last = max(sent.since, sent.end_since)
        return last > request.dagtekening or last >= request.received
    wished = (care.code, care.categorie) if request.product is not None else (care.code or care.categorie,)
    return sent.since >= request.received and request.product in wished
