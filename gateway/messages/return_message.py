"""The return message to a message: WMO302, 306, 308, 316, 318 or 320; and what one from the other side says.

A WMO325 is not among them: it answers a claim with a decision on it (`gateway.messages.claim_answer`).

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
   official rules do, so let `forward` be read from `Document.without_comments()`.
10. Of a received answer only codes other than 0200 and 0233 say no. An approval should have no codes at all,
    but one with nothing but 0200 names no fault, so it is taken for an approval.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from gateway.messages.common import Header, new_instance, xsd_versie
from gateway.messages.kinds.antwoord import Wmo319, Wmo320
from gateway.messages.kinds.start import Wmo305, Wmo306
from gateway.messages.kinds.stop import Wmo307, Wmo308
from gateway.messages.kinds.toewijzing import Wmo301, Wmo302
from gateway.messages.kinds.verzoek import Wmo315, Wmo316, Wmo317, Wmo318
from gateway.messages.place import HEADER, below, classes
from gateway.messages.registry import REGISTRY, Message
from gateway.messages.shape import fields_of
from gateway.standard.findings import Finding, Severity

TECHNICALLY_REJECTED: Final = "0001"
NO_REMARK: Final = "0200"
NOT_JUDGED: Final = "0233"

_ROOT: Final = "/Bericht"

ForwardMessage = Wmo301 | Wmo305 | Wmo307 | Wmo315 | Wmo317 | Wmo319
"""What gets a return message."""

ReturnMessage = Wmo302 | Wmo306 | Wmo308 | Wmo316 | Wmo318 | Wmo320

Codes = Mapping[str, tuple[str, ...]]
"""Return codes by path of the class."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnOutcome:
    """What an answer says of the message it answers."""

    approved: bool
    codes: tuple[tuple[str, str], ...]
    """Path of the class and return code, 0200 and 0233 too; a class before what is in it."""


def compose(
    forward: Message,
    findings: Sequence[Finding],
    identificatie: str,
    dagtekening: date,
    xslt_versie: str | None,
    not_judged: Collection[str] = (),
) -> Message:
    """Return the return message to `forward` for what its checks found; of the findings only an AFKEUR counts.

    `not_judged`: paths of classes that were not checked. Raises ValueError when `forward` is itself an
    answer or a claim, for a finding of level 1, and for one that lacks a return code or points at no class of
    `forward`.
    """
    if not isinstance(forward, ForwardMessage) or forward.soort.answered_by is None:
        raise ValueError(f"a {forward.soort.name} gets no return message")
    rejecting = [finding for finding in findings if finding.severity is Severity.AFKEUR]
    by_level_2 = any(finding.level == 2 for finding in rejecting)
    codes = {HEADER: (TECHNICALLY_REJECTED,)} if by_level_2 else _codes(forward, rejecting)
    entry = REGISTRY[forward.soort.answered_by]
    header: Header = _copy(forward.header, HEADER, {}, ())
    header.__dict__.update(
        bericht_code=entry.soort.code,
        identificatie_retour=identificatie,
        dagtekening_retour=dagtekening.isoformat(),
        xslt_versie=xslt_versie if by_level_2 else None,
        xsd_versie_retour=xsd_versie(entry.soort),
        retour_codes=codes.get(HEADER, (NO_REMARK,) if codes else ()),
    )
    _, content = fields_of(entry.message_class)
    judged = None
    if codes and HEADER not in codes:
        judged = _copy(getattr(forward, content.name), f"{_ROOT}/{content.element}", codes, not_judged)
    answer_class: Any = entry.message_class
    message: Message = answer_class(header=header, **{content.name: judged})
    return message


def outcome_of(message: ReturnMessage) -> ReturnOutcome:
    """Return the outcome that a return message gives: approved unless a code in it says otherwise."""
    codes = tuple((path, code) for path, node in classes(message) for code in getattr(node, "retour_codes", ()))
    approved = all(code in (NO_REMARK, NOT_JUDGED) for _, code in codes)
    return ReturnOutcome(approved=approved, codes=codes)


def _codes(forward: Message, rejecting: Sequence[Finding]) -> Codes:
    """Return the codes of the faults of level 3 and 4, by path of the class that carries them."""
    carriers = _carriers(forward) if rejecting else {}
    codes: dict[str, dict[str, None]] = {}
    for finding in rejecting:
        if finding.level not in (3, 4) or finding.retourcode is None:
            raise ValueError(f"{finding.code} (level {finding.level}) has no place in a return message")
        carrier = carriers.get(finding.class_path or "")
        if carrier is None:
            raise ValueError(f"{finding.code} points at {finding.class_path}, which is no class of the message")
        codes.setdefault(carrier, {})[finding.retourcode] = None
    return {path: tuple(each) for path, each in codes.items()}


def _carriers(forward: Message) -> dict[str, str]:
    """Return, by path of each class of a message, the path of the class that carries its return codes."""
    carriers = {_ROOT: HEADER}
    for path, node in classes(forward):
        if hasattr(node, "retour_codes"):
            carriers[path] = path
        elif path != _ROOT:
            carriers[path] = carriers[path.rpartition("/")[0]]
    return carriers


def _copy(node: Any, path: str, codes: Codes, not_judged: Collection[str]) -> Any:
    """Return a copy of the class and all in it, with return codes in each class that can carry them."""
    copied: Any = new_instance(type(node))
    values = copied.__dict__
    for field in fields_of(type(node)):
        content = getattr(node, field.name)
        if field.name == "retour_codes":
            content = codes.get(path, (NOT_JUDGED if path in not_judged else NO_REMARK,))
        elif field.node_class is not None and content is not None:
            items = tuple(
                _copy(item, child_path, codes, not_judged) for child_path, item in below(field, content, path)
            )
            content = items[0] if field.item is None else items
        values[field.name] = content
    return copied
