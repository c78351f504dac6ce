"""The return message to a message: WMO302, 306, 308, 316, 318 or 320; and what one from the other side says.

A WMO325 is not among them: it answers a claim with a decision on it, which nothing here takes.

What the standard rules (OP090, IV028, IV032, IV034):

- Header: own BerichtCode; BerichtVersie, BerichtSubversie, Afzender, Ontvanger, BerichtIdentificatie and
  XsdVersie as received; own IdentificatieRetour, DagtekeningRetour and XsdVersieRetour.
- Nothing wrong: no codes at all, no Client (in a 320: no Antwoord).
- Faults of level 2: 0001 in the Header, once; no Client.
- Faults of level 3 or 4 in the Header: their codes there; no Client.
- Faults of level 3 or 4 in a class: 0200 in the Header; the Client with all its classes as received, each
  with the codes of its faults, or with 0200.
- Not well-formed, or refused by its schema: no return message exists.

What it leaves open, and what we do (this is the one place where that is written down):

1. Faults in the Header and in a class together: the codes of the Header only, without Client. The other side
   corrects its header and sends the message again; the faults of its classes come out then.
2. Faults of level 2 together with higher ones do not come from an engine that stops at level 2. If they are
   given all the same: 0001 only.
3. Several faults in one class: each code once, in the order in which the findings come.
4. A fault at a part of a class that can't carry codes (a Product within a StartProduct): the class around it
   gets the code. A fault at the message as a whole: the Header.
5. 0233 ("not judged") only where the caller says that it skipped a class; a fault there goes before it.
6. XsltVersie goes with 0001 and with nothing else, for only there it can be mandatory. A caller whose checks
   may not be put down to a version of the supplied XSLTs passes none, and then 0001 goes without.
7. XsdVersieRetour is what the release data say of the return type; that it is 1.0.0 is an assumption.
8. Nothing bounds DagtekeningRetour or the uniqueness of IdentificatieRetour; both are the caller's.
9. Texts are copied as read. Of a text with a comment in it the reader keeps the first part only, as the
   official rules do, so let `heen` be read from `Document.without_comments()`.
10. Of a received answer only codes other than 0200 and 0233 say no. An approval should have no codes at all,
    but one with nothing but 0200 names no fault, so it is taken for an approval.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from gateway.messages.antwoord import Wmo319, Wmo320
from gateway.messages.common import Header, new_instance
from gateway.messages.header_facts import xsd_versie
from gateway.messages.place import HEADER, below, classes
from gateway.messages.registry import REGISTRY, Bericht
from gateway.messages.shape import velden
from gateway.messages.start import Wmo305, Wmo306
from gateway.messages.stop import Wmo307, Wmo308
from gateway.messages.toewijzing import Wmo301, Wmo302
from gateway.messages.verzoek import Wmo315, Wmo316, Wmo317, Wmo318
from gateway.standard.findings import Finding, Severity

TECHNISCH_AFGEKEURD: Final = "0001"
GEEN_OPMERKING: Final = "0200"
NIET_BEOORDEELD: Final = "0233"

_BERICHT: Final = "/Bericht"

Heenbericht = Wmo301 | Wmo305 | Wmo307 | Wmo315 | Wmo317 | Wmo319
"""What gets a return message."""

Retourbericht = Wmo302 | Wmo306 | Wmo308 | Wmo316 | Wmo318 | Wmo320

Codes = Mapping[str, tuple[str, ...]]
"""Return codes by path of the class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RetourUitkomst:
    """What an answer says of the message it answers."""

    goedgekeurd: bool
    codes: tuple[tuple[str, str], ...]
    """Path of the class and return code, 0200 and 0233 too; a class before what is in it."""


def compose(
    heen: Bericht,
    findings: Sequence[Finding],
    identificatie: str,
    dagtekening: date,
    xslt_versie: str | None,
    niet_beoordeeld: Collection[str] = (),
) -> Bericht:
    """Return the return message to `heen` for what its checks found; of the findings only an AFKEUR counts.

    `niet_beoordeeld`: paths of classes that were not checked. Raises ValueError when `heen` is itself an
    answer or a claim, for a finding of level 1, and for one that lacks a return code or points at no class of
    `heen`.
    """
    if not isinstance(heen, Heenbericht) or heen.soort.answered_by is None:
        raise ValueError(f"a {heen.soort.name} gets no return message")
    afkeur = [finding for finding in findings if finding.severity is Severity.AFKEUR]
    technisch = any(finding.level == 2 for finding in afkeur)
    codes = {HEADER: (TECHNISCH_AFGEKEURD,)} if technisch else _codes(heen, afkeur)
    entry = REGISTRY[heen.soort.answered_by]
    header: Header = replace(
        _copy(heen.header, HEADER, {}, ()),
        bericht_code=entry.soort.code,
        identificatie_retour=identificatie,
        dagtekening_retour=dagtekening.isoformat(),
        xslt_versie=xslt_versie if technisch else None,
        xsd_versie_retour=xsd_versie(entry.soort),
        retour_codes=codes.get(HEADER, (GEEN_OPMERKING,) if codes else ()),
    )
    _, inhoud = velden(entry.klasse)
    beoordeeld = None
    if codes and HEADER not in codes:
        beoordeeld = _copy(getattr(heen, inhoud.naam), f"{_BERICHT}/{inhoud.element}", codes, niet_beoordeeld)
    antwoord: Any = entry.klasse
    bericht: Bericht = antwoord(header=header, **{inhoud.naam: beoordeeld})
    return bericht


def uitkomst(bericht: Retourbericht) -> RetourUitkomst:
    """Return the outcome that a return message gives: approved unless a code in it says otherwise."""
    codes = tuple((pad, code) for pad, klasse in classes(bericht) for code in getattr(klasse, "retour_codes", ()))
    goedgekeurd = all(code in (GEEN_OPMERKING, NIET_BEOORDEELD) for _, code in codes)
    return RetourUitkomst(goedgekeurd=goedgekeurd, codes=codes)


def _codes(heen: Bericht, afkeur: Sequence[Finding]) -> Codes:
    """Return the codes of the faults of level 3 and 4, by path of the class that carries them."""
    dragers = _dragers(heen) if afkeur else {}
    codes: dict[str, dict[str, None]] = {}
    for finding in afkeur:
        if finding.level not in (3, 4) or finding.retourcode is None:
            raise ValueError(f"{finding.code} (level {finding.level}) has no place in a return message")
        drager = dragers.get(finding.class_path or "")
        if drager is None:
            raise ValueError(f"{finding.code} points at {finding.class_path}, which is no class of the message")
        codes.setdefault(drager, {})[finding.retourcode] = None
    return {pad: tuple(volgorde) for pad, volgorde in codes.items()}


def _dragers(heen: Bericht) -> dict[str, str]:
    """Return, by path of each class of a message, the path of the class that carries its return codes."""
    dragers = {_BERICHT: HEADER}
    for pad, klasse in classes(heen):
        if hasattr(klasse, "retour_codes"):
            dragers[pad] = pad
        elif pad != _BERICHT:
            dragers[pad] = dragers[pad.rpartition("/")[0]]
    return dragers


def _copy(knoop: Any, pad: str, codes: Codes, niet_beoordeeld: Collection[str]) -> Any:
    """Return a copy of the class and all in it, with return codes in each class that can carry them."""
    kopie: Any = new_instance(type(knoop))
    waarden = kopie.__dict__
    for veld in velden(type(knoop)):
        inhoud = getattr(knoop, veld.naam)
        if veld.naam == "retour_codes":
            inhoud = codes.get(pad, (NIET_BEOORDEELD if pad in niet_beoordeeld else GEEN_OPMERKING,))
        elif veld.klasse is not None and inhoud is not None:
            leden = tuple(_copy(lid, onder, codes, niet_beoordeeld) for onder, lid in below(veld, inhoud, pad))
            inhoud = leden[0] if veld.item is None else leden
        waarden[veld.naam] = inhoud
    return kopie
