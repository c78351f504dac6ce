"""Access by certificate or identity provider beside the API keys, and mandates to act for another party."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.plain import must_hold_no_bsn
from gateway.exchange.kernel.refusals import Conflict, Forbidden, Invalid, NotFound
from gateway.exchange.parties.accounts import get_account, record_action
from gateway.messages.registry import CARE_MESSAGE_KINDS
from gateway.store.parties import mandates as machtigingen
from gateway.store.parties import organisaties, other_credentials
from gateway.store.parties.mandates import Mandate
from gateway.store.parties.organisaties import Organisatie
from gateway.store.parties.other_credentials import Credential, CredentialKind

MANDATABLE_KINDS: Final = tuple(soort.name for soort in CARE_MESSAGE_KINDS)
_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_MAX_IDENTITY_CHARS: Final = 200


async def grant_access(gateway: Gateway, code: str, weg: CredentialKind, kenmerk: str, omschrijving: str) -> None:
    """Let a caller with this certificate or identity come in as the organisation.

    `kenmerk`: the SHA-256 of the certificate, or the name at the identity provider. Raises NotFound, Invalid, or
    Conflict when it already belongs to another organisation.
    """
    if weg == "certificaat" and _SHA256.fullmatch(kenmerk) is None:
        raise Invalid("kenmerk-ongeldig", "Een certificaat wijst u aan met zijn SHA-256: 64 cijfers en letters a-f.")
    if not kenmerk.isprintable() or not 1 <= len(kenmerk) <= _MAX_IDENTITY_CHARS:
        raise Invalid(
            "kenmerk-ongeldig", f"De naam bij de identiteitsprovider heeft 1 tot {_MAX_IDENTITY_CHARS} tekens."
        )
    must_hold_no_bsn(de_omschrijving=omschrijving, de_naam=kenmerk if weg == "oidc" else None)
    async with gateway.db.transaction() as tx:
        await get_account(tx, code)
        if not await other_credentials.grant_credential(tx, weg, kenmerk, code, omschrijving):
            raise Conflict("kenmerk-in-gebruik", f"{kenmerk} hoort al bij een andere organisatie; trek dat eerst in.")
        await record_action(tx, gateway, code, "toegang_verleend", weg=weg, kenmerk=kenmerk)


async def withdraw_access(gateway: Gateway, code: str, weg: CredentialKind, kenmerk: str) -> None:
    """Withdraw this way in of the organisation. Raises NotFound."""
    async with gateway.db.transaction() as tx:
        if not await other_credentials.withdraw_credential(tx, weg, kenmerk, code):
            raise NotFound("kenmerk-onbekend", f"{code} heeft geen toegang met {weg} {kenmerk}.")
        await record_action(tx, gateway, code, "toegang_ingetrokken", weg=weg, kenmerk=kenmerk)


async def list_access(gateway: Gateway, code: str) -> list[Credential]:
    """Return the ways in of this organisation beside its keys. Raises NotFound."""
    async with gateway.db.reading() as tx:
        await get_account(tx, code)
        return await other_credentials.list_credentials(tx, code)


async def grant_mandate(
    gateway: Gateway, intermediair: str, partij: str, berichtsoorten: Sequence[str], vanaf: date, tot: date | None
) -> None:
    """Let the intermediary handle these kinds of message for the party, from `vanaf` to `tot`, both inclusive.

    `tot`: None without an end. Raises NotFound or Invalid.
    """
    unknown = [each for each in berichtsoorten if each not in MANDATABLE_KINDS]
    if unknown or not berichtsoorten:
        raise Invalid(
            "berichtsoort-ongeldig",
            f"Een machtiging geldt voor een of meer van {', '.join(MANDATABLE_KINDS)}; niet voor "
            f"{', '.join(unknown) or 'niets'}.",
        )
    if tot is not None and tot < vanaf:
        raise Invalid("periode-ongeldig", f"De laatste dag {tot} ligt voor de eerste, {vanaf}.")
    async with gateway.db.transaction() as tx:
        if (await get_account(tx, intermediair)).soort != "intermediair":
            raise Invalid("geen-intermediair", f"{intermediair} is geen intermediair.")
        if (await get_account(tx, partij)).soort not in ("gemeente", "aanbieder"):
            raise Invalid("geen-partij", f"{partij} is geen gemeente of aanbieder, en kan niemand machtigen.")
        await machtigingen.record_mandates(tx, intermediair, partij, berichtsoorten, vanaf, tot)
        await record_action(
            tx,
            gateway,
            intermediair,
            "gemachtigd",
            namens=partij,
            berichtsoorten=" ".join(berichtsoorten),
            vanaf=vanaf.isoformat(),
            tot=None if tot is None else tot.isoformat(),
        )


async def end_mandate(gateway: Gateway, id: int) -> None:
    """Withdraw the mandate with this number. Raises NotFound when there is none that still holds."""
    async with gateway.db.transaction() as tx:
        intermediair = await machtigingen.withdraw_mandate(tx, id)
        if intermediair is None:
            raise NotFound("machtiging-onbekend", f"Er is geen machtiging {id} die nog geldt.")
        await record_action(tx, gateway, intermediair, "machtiging_ingetrokken", nummer=id)


async def list_mandates(gateway: Gateway) -> list[Mandate]:
    """Return all mandates, also those that ended."""
    async with gateway.db.reading() as tx:
        return await machtigingen.list_mandates(tx)


async def act_for(gateway: Gateway, intermediair: Organisatie, partij: str) -> Organisatie:
    """Return the party as this intermediary may act for it today, limited to the kinds of message in its mandate.

    Raises Forbidden without a mandate.
    """
    async with gateway.db.reading() as tx:
        kinds = await machtigingen.list_mandated_kinds(tx, intermediair.code, partij, gateway.today())
        found = await organisaties.find(tx, partij) if kinds else None
    if found is None:
        raise Forbidden(
            "geen-machtiging",
            f"{intermediair.code} heeft vandaag geen machtiging om voor {partij} te handelen. Laat de partij de "
            "beheerder een machtiging geven.",
        )
    return replace(found, via=intermediair.code, berichtsoorten=kinds)


def check_mandate(caller: Organisatie, soort: str) -> None:
    """Raise Forbidden unless the caller may handle this kind of message."""
    if not caller.may_handle(soort):
        raise Forbidden(
            "geen-machtiging",
            f"{caller.via} heeft van {caller.code} geen machtiging voor een {soort}, wel voor "
            f"{', '.join(sorted(caller.berichtsoorten or ()))}.",
        )
