"""Who may come in besides with an API key, and who may act for another."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from gateway.exchange.kernel.gateway import Gateway
from gateway.exchange.kernel.plain import must_hold_no_bsn
from gateway.exchange.kernel.refusals import Conflict, Forbidden, Invalid, NotFound
from gateway.exchange.parties.accounts import existing, on_record
from gateway.messages.registry import ZORGBERICHTEN
from gateway.store.parties import mandates as machtigingen
from gateway.store.parties import organisaties, other_credentials
from gateway.store.parties.mandates import Mandate
from gateway.store.parties.organisaties import Organisatie
from gateway.store.parties.other_credentials import Credential, CredentialKind

EXCHANGED: Final = tuple(soort.name for soort in ZORGBERICHTEN)
_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_LONGEST: Final = 200


async def grant(gateway: Gateway, code: str, weg: CredentialKind, kenmerk: str, omschrijving: str) -> None:
    """Who shows this is that organisation from now on. Raises NotFound, Invalid, or Conflict when it is another's."""
    if weg == "certificaat" and _SHA256.fullmatch(kenmerk) is None:
        raise Invalid("kenmerk-ongeldig", "Een certificaat wijst u aan met zijn SHA-256: 64 cijfers en letters a-f.")
    if not kenmerk.isprintable() or not 1 <= len(kenmerk) <= _LONGEST:
        raise Invalid("kenmerk-ongeldig", f"De naam bij de identiteitsprovider heeft 1 tot {_LONGEST} tekens.")
    must_hold_no_bsn(de_omschrijving=omschrijving, de_naam=kenmerk if weg == "oidc" else None)
    async with gateway.db.transaction() as tx:
        await existing(tx, code)
        if not await other_credentials.grant_credential(tx, weg, kenmerk, code, omschrijving):
            raise Conflict("kenmerk-in-gebruik", f"{kenmerk} hoort al bij een andere organisatie; trek dat eerst in.")
        await on_record(tx, gateway, code, "toegang_verleend", weg=weg, kenmerk=kenmerk)


async def withdraw(gateway: Gateway, code: str, weg: CredentialKind, kenmerk: str) -> None:
    """Who shows this is that organisation no longer. Raises NotFound."""
    async with gateway.db.transaction() as tx:
        if not await other_credentials.withdraw_credential(tx, weg, kenmerk, code):
            raise NotFound("kenmerk-onbekend", f"{code} heeft geen toegang met {weg} {kenmerk}.")
        await on_record(tx, gateway, code, "toegang_ingetrokken", weg=weg, kenmerk=kenmerk)


async def of(gateway: Gateway, code: str) -> list[Credential]:
    """Return the ways in of this organisation beside its keys. Raises NotFound."""
    async with gateway.db.reading() as tx:
        await existing(tx, code)
        return await other_credentials.list_credentials(tx, code)


async def mandate(
    gateway: Gateway, intermediair: str, partij: str, berichtsoorten: Sequence[str], vanaf: date, tot: date | None
) -> None:
    """The intermediary may handle these messages for the party, from the first up to and including the last day.

    Raises NotFound or Invalid.
    """
    onbekend = [each for each in berichtsoorten if each not in EXCHANGED]
    if onbekend or not berichtsoorten:
        raise Invalid(
            "berichtsoort-ongeldig",
            f"Een machtiging geldt voor een of meer van {', '.join(EXCHANGED)}; niet voor "
            f"{', '.join(onbekend) or 'niets'}.",
        )
    if tot is not None and tot < vanaf:
        raise Invalid("periode-ongeldig", f"De laatste dag {tot} ligt voor de eerste, {vanaf}.")
    async with gateway.db.transaction() as tx:
        if (await existing(tx, intermediair)).soort != "intermediair":
            raise Invalid("geen-intermediair", f"{intermediair} is geen intermediair.")
        if (await existing(tx, partij)).soort not in ("gemeente", "aanbieder"):
            raise Invalid("geen-partij", f"{partij} is geen gemeente of aanbieder, en kan niemand machtigen.")
        await machtigingen.record_mandates(tx, intermediair, partij, berichtsoorten, vanaf, tot)
        await on_record(
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
    """This mandate holds no longer. Raises NotFound."""
    async with gateway.db.transaction() as tx:
        intermediair = await machtigingen.withdraw_mandate(tx, id)
        if intermediair is None:
            raise NotFound("machtiging-onbekend", f"Er is geen machtiging {id} die nog geldt.")
        await on_record(tx, gateway, intermediair, "machtiging_ingetrokken", nummer=id)


async def mandates(gateway: Gateway) -> list[Mandate]:
    """All mandates there have been."""
    async with gateway.db.reading() as tx:
        return await machtigingen.list_mandates(tx)


async def acting_for(gateway: Gateway, intermediair: Organisatie, partij: str) -> Organisatie:
    """Return the party as the intermediary may act for it today: for the messages it was mandated. Raises Forbidden."""
    async with gateway.db.reading() as tx:
        soorten = await machtigingen.list_mandated_kinds(tx, intermediair.code, partij, gateway.today())
        found = await organisaties.find(tx, partij) if soorten else None
    if found is None:
        raise Forbidden(
            "geen-machtiging",
            f"{intermediair.code} heeft vandaag geen machtiging om voor {partij} te handelen. Laat de partij de "
            "beheerder een machtiging geven.",
        )
    return replace(found, via=intermediair.code, berichtsoorten=soorten)


def must_be_mandated(caller: Organisatie, soort: str) -> None:
    """Returns when the caller may handle this kind of message. Raises Forbidden."""
    if not caller.may_handle(soort):
        raise Forbidden(
            "geen-machtiging",
            f"{caller.via} heeft van {caller.code} geen machtiging voor een {soort}, wel voor "
            f"{', '.join(sorted(caller.berichtsoorten or ()))}.",
        )
