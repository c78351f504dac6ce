"""NL-703: the reason of a stop does not contradict what else is known."""

from collections.abc import Iterator
from typing import Final

from gateway.policy.card import Bezwaar, Kaart
from gateway.policy.care_file import Dossier, Zorg
from gateway.policy.model import Beleid
from gateway.policy.report_file import Melding
from gateway.policy.words import noem, noem_met_aanbieder, opsomming, zin
from gateway.standard import codelists

OVERLEDEN: Final = "02"
VOLGENS_PLAN: Final = "19"
TIJDELIJK: Final = "20"
VOORTIJDIG: Final = "23"
VERHUISD: Final = "31"

kaart = Kaart(
    code="NL-703",
    onderwerp="reden van de stop",
    statement="De RedenBeeindiging van een stop is niet in tegenspraak met de dagen en met de overige zorg.",
    remedy=(
        "Stem met elkaar af wat de reden is; is zij anders, dan verwijdert de aanbieder de stop en levert hem opnieuw "
        "aan."
    ),
    note=(
        "Vier gevallen: volgens plan (19) voor de Einddatum van de toewijzing; tijdelijk (20) op of na die dag; "
        "voortijdig (23) op of na die dag; overleden (02) of verhuisd (31) terwijl later andere zorg voor deze cliënt "
        "is begonnen, bij welke aanbieder ook. Wie eerder stopt, gaat naar de Zvw of Wlz (39), verhuist (31), "
        "overlijdt (02), gaat naar een andere aanbieder (38) of stopt zelf (21). Andere redenen worden niet "
        "beoordeeld: beschermd wonen en geen klik met de aanbieder hebben geen eigen code."
    ),
)


def check(melding: Melding, dossier: Dossier, beleid: Beleid) -> Iterator[Bezwaar]:
    """Yield at most one signal on a stop."""
    if melding.einddatum is None or melding.reden is None:
        return
    waarden = {"RedenBeeindiging": melding.reden, "Einddatum": str(melding.einddatum)}
    wat = f"{zin(noem(melding.zorg))} stopte op {melding.einddatum} met reden {_reden(melding.reden)}"
    if (waarom := _dagen(melding)) is not None:
        yield Bezwaar(text=f"{wat}, maar {waarom}.", path="RedenBeeindiging", eigen=True, values=waarden)
    elif melding.reden in (OVERLEDEN, VERHUISD) and (later := _later_begonnen(melding, dossier)):
        genoemd = [f"{noem_met_aanbieder(each, melding.zorg)} op {each.gestart_op}" for each in later]
        yield Bezwaar(
            text=f"{wat}, maar daarna begon de zorg van {opsomming(genoemd)}.",
            path="RedenBeeindiging",
            values=waarden,
            betreft=tuple(each.nummer for each in later if each.nummer is not None),
        )


def _dagen(melding: Melding) -> str | None:
    """What the Einddatum of the assignment has against the reason; None: nothing, or there is no such day."""
    laatste = melding.zorg.einddatum
    if laatste is None or melding.einddatum is None:
        return None
    if melding.reden == VOLGENS_PLAN and melding.einddatum < laatste:
        return f"toegewezen was tot en met {laatste}"
    if melding.reden == TIJDELIJK and melding.einddatum >= laatste:
        return f"de toewijzing eindigde op {laatste} en kan niet worden hervat"
    if melding.reden == VOORTIJDIG and melding.einddatum >= laatste:
        return f"de toewijzing eindigde op {laatste}, dus dat is niet eerder dan gepland"
    return None


def _later_begonnen(melding: Melding, dossier: Dossier) -> list[Zorg]:
    einde = melding.einddatum
    assert einde is not None
    return [each for each in dossier.zorg if each.gestart_op is not None and each.gestart_op > einde]


def _reden(code: str) -> str:
    betekenis = codelists.meaning("LDT_RedenBeeindiging", code)
    return code if betekenis is None else f"{code} ({betekenis})"
