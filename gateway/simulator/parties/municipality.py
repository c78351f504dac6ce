"""A municipality that is played: assigns what the scenario says, and answers what providers report, ask and claim."""

import itertools
import json
from dataclasses import replace
from random import Random
from typing import Any, Final

from gateway.messages.claim_answer import compose_claim_answer
from gateway.messages.common import Omvang, Product
from gateway.messages.json_form import from_json
from gateway.messages.kinds.antwoord import Antwoord, Wmo319
from gateway.messages.kinds.declaratie import Wmo323
from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.messages.kinds.toewijzing import ToegewezenProduct, ToewijzingClient, Wmo301
from gateway.messages.kinds.verzoek import AangevraagdProduct, Wmo315, Wmo317
from gateway.messages.registry import Message
from gateway.messages.return_message import compose
from gateway.simulator.parties.software import XSLT_VERSION, Software
from gateway.simulator.scenario import Reply, Toewijzing
from gateway.standard.findings import Finding, Severity
from gateway.standard.identifiers import bsn_valid
from gateway.standard.resources import bundled

_FIRST_NUMBER: Final = 800_000_000
"""ToewijzingNummers of the simulator begin here."""
_REFUSED: Final = "1"
"""VerzoekAntwoord of a refusal."""
_INVESTIGATED: Final = "2"
_REASON: Final = "7"
"""RedenAfwijzingVerzoek."""


class Municipality:
    """The behaviour of a municipality."""

    def __init__(self, software: Software, seed: int) -> None:
        self._software = software
        self._random = Random(f"{seed}-{software.code}")  # noqa: S311 - persons of a game
        self._numbers = itertools.count(_FIRST_NUMBER)
        sample = json.loads((bundled("samples") / "build" / "wmo301.json").read_text("utf-8"))
        found = from_json(Wmo301.soort.name, sample)
        assert isinstance(found, Wmo301)
        self._sample = found

    async def begin(self) -> None:
        """Assign what the scenario says, each to somebody else, who is made up."""
        for each in self._software.partij.toewijzingen:
            client = replace(self._sample.client, bsn=self._made_up_bsn())
            await self._assign(client, each.aanbieder, self._assigned(each))

    async def react(self, message: Message, findings: list[Finding], reference: str) -> None:
        """Answer a report, a request or a claim; grant, refuse or investigate what is asked."""
        software = self._software
        if isinstance(message, Wmo323):
            answer = compose_claim_answer(
                message,
                findings,
                identificatie=software.identificatie(),
                dagtekening=software.today,
                xslt_versie=XSLT_VERSION,
            )
            await software.send(answer, message.header.afzender)
        elif isinstance(message, Wmo305 | Wmo307 | Wmo315 | Wmo317):
            back = compose(message, findings, software.identificatie(), software.today, XSLT_VERSION)
            await software.send(back, message.header.afzender, reference)
            approved = not any(each.severity is Severity.AFKEUR for each in findings)
            if approved and isinstance(message, Wmo315 | Wmo317):
                await self._reply(message)

    async def _reply(self, message: Wmo315 | Wmo317) -> None:
        """Do with each request what the scenario says. A change is never granted: that takes books of care."""
        provider = message.header.afzender
        if isinstance(message, Wmo315) and self._software.partij.verzoeken is Reply.TOEKENNEN:
            client = message.client
            for each in client.aangevraagde_producten:
                known = replace(
                    self._sample.client,
                    bsn=client.bsn,
                    geboortedatum=client.geboortedatum,
                    geslacht=client.geslacht,
                    naam=replace(self._sample.client.naam, geslachtsnaam=client.naam.geslachtsnaam),
                )
                await self._assign(known, provider, self._granted(each))
            return
        refused = self._software.partij.verzoeken is Reply.AFWIJZEN
        for reference in _references(message):
            answer = Antwoord(
                referentie_aanbieder=reference,
                verzoek_antwoord=_REFUSED if refused else _INVESTIGATED,
                reden_afwijzing_verzoek=_REASON if refused else None,
            )
            header = self._software.header(Wmo319.soort, provider)
            await self._software.send(Wmo319(header=header, antwoord=answer), provider)

    async def _assign(self, client: ToewijzingClient, provider: str, product: ToegewezenProduct) -> None:
        header = self._software.header(Wmo301.soort, provider)
        message = Wmo301(header=header, client=replace(client, toegewezen_producten=(product,)))
        await self._software.send(message, provider)

    def _assigned(self, toewijzing: Toewijzing) -> ToegewezenProduct:
        return self._product(
            product=Product(categorie=toewijzing.categorie, code=toewijzing.code),
            ingangsdatum=toewijzing.ingangsdatum.isoformat(),
            einddatum=None if toewijzing.einddatum is None else toewijzing.einddatum.isoformat(),
            omvang=Omvang(volume="1", eenheid="82", frequentie="6"),
        )

    def _granted(self, asked: AangevraagdProduct) -> ToegewezenProduct:
        return self._product(
            referentie_aanbieder=asked.referentie_aanbieder,
            product=asked.product,
            ingangsdatum=asked.toewijzing_ingangsdatum,
            einddatum=asked.toewijzing_einddatum,
            omvang=asked.omvang,
            budget=asked.budget,
        )

    def _product(self, **fields: Any) -> ToegewezenProduct:
        now = self._software.local_now
        return ToegewezenProduct(
            toewijzing_nummer=str(next(self._numbers)),
            toewijzingsdatum=now.date().isoformat(),
            toewijzingstijd=now.strftime("%H:%M:%S"),
            **fields,
        )

    def _made_up_bsn(self) -> str:
        """Return a BSN that begins with 9999, as no real one does."""
        while True:
            bsn = f"9999{self._random.randrange(100_000):05}"
            if bsn_valid(bsn):
                return bsn


def _references(message: Wmo315 | Wmo317) -> list[str]:
    """Return the references of the provider under which something is asked."""
    if isinstance(message, Wmo315):
        return [each.referentie_aanbieder for each in message.client.aangevraagde_producten]
    return [message.client.verzoek.referentie_aanbieder]
