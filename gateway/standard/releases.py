"""The releases of iWmo that the gateway speaks, and the kinds of message in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final, Literal

Party = Literal["gemeente", "aanbieder"]

BASIS_NAMESPACE: Final = "http://www.istandaarden.nl/iwmo/3_2/basisschema/schema"
BASIS_SCHEMA: Final = "basisschema.xsd"


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageKind:
    """One kind of message of one release."""

    name: str
    """"WMO305"."""
    code: str
    """BerichtCode in the header: "418"."""
    namespace: str
    afzender: Party
    """The party that stands in header element Afzender; the other one stands in Ontvanger."""
    sender: Party
    """The party that really sends it: of a return message, the one in Ontvanger."""
    answered_by: str | None = None
    """The kind that answers this one, None for an answer."""
    answers: str | None = None
    """The kind that this one answers, None for a message that starts an exchange."""
    release: str = "3.2"
    xsd_versie: str = "1.0.0"
    base_version: str = "1.0.0"
    xsd_min: str = "1.0.0"
    """The oldest BerichtXsdVersie that a message may give, xsd_max the newest; of the basisschema likewise."""
    xsd_max: str = "1.0.0"
    basis_min: str = "1.0.0"
    basis_max: str = "1.0.0"

    @property
    def prefix(self) -> str:
        """The customary namespace prefix, which is also the stem of the schema file: "wmo305"."""
        return self.name.lower()

    @property
    def schema(self) -> str:
        """The name of the schema file: "wmo305.xsd"."""
        return f"{self.prefix}.xsd"

    @property
    def is_answer(self) -> bool:
        """True when this kind answers another."""
        return self.answers is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One release of the standard."""

    name: str
    prefix: str
    """What all its namespaces start with."""
    basis_namespace: str
    kinds: Mapping[str, MessageKind]
    """By name ("WMO305"), in the order of the standard."""


def _other_party(party: Party) -> Party:
    return "aanbieder" if party == "gemeente" else "gemeente"


def _iwmo_3_2() -> Release:
    prefix = "http://www.istandaarden.nl/iwmo/3_2/"
    # forward kind, its code, answering kind, its code, who sends the forward kind
    exchanges: tuple[tuple[str, str, str, str, Party], ...] = (
        ("WMO301", "414", "WMO302", "415", "gemeente"),
        ("WMO305", "418", "WMO306", "419", "aanbieder"),
        ("WMO307", "420", "WMO308", "421", "aanbieder"),
        ("WMO315", "444", "WMO316", "445", "aanbieder"),
        ("WMO317", "480", "WMO318", "481", "aanbieder"),
        ("WMO319", "482", "WMO320", "483", "gemeente"),
        ("WMO323", "484", "WMO325", "485", "aanbieder"),
    )
    kinds: dict[str, MessageKind] = {}
    for forward, forward_code, answer, answer_code, sender in exchanges:
        receiver = _other_party(sender)
        kinds[forward] = MessageKind(
            name=forward,
            code=forward_code,
            namespace=f"{prefix}{forward.lower()}/schema",
            afzender=sender,
            sender=sender,
            answered_by=answer,
        )
        kinds[answer] = MessageKind(
            name=answer,
            code=answer_code,
            namespace=f"{prefix}{answer.lower()}/schema",
            # A return message keeps both parties where they were; the claim answer 325 is addressed anew.
            afzender=receiver if answer == "WMO325" else sender,
            sender=receiver,
            answers=forward,
        )
    return Release(name="3.2", prefix=prefix, basis_namespace=BASIS_NAMESPACE, kinds=MappingProxyType(kinds))


IWMO_3_2: Final = _iwmo_3_2()
RELEASES: Final[tuple[Release, ...]] = (IWMO_3_2,)

_BY_NAMESPACE: Final = {soort.namespace: soort for release in RELEASES for soort in release.kinds.values()}


def kind_of_namespace(namespace: str) -> MessageKind | None:
    """Return the kind of message whose root element is in this namespace, or None when no release knows it."""
    return _BY_NAMESPACE.get(namespace)


@cache
def kind_of_code(release: str, code: str) -> MessageKind | None:
    """Return the kind of message with this BerichtCode in a release ("3.2"), or None."""
    return next((s for s in _BY_NAMESPACE.values() if s.release == release and s.code == code), None)
