"""A start or stop that is taken back, by itself or with what comes in its place (StatusAanlevering 3, IV008)."""

from dataclasses import replace

from gateway.exchange.kernel.refusals import Invalid
from gateway.messages.common import BerichtIdentificatie, Product
from gateway.messages.from_assignment import REMOVAL, start_message, stop_message
from gateway.messages.kinds.start import Wmo305
from gateway.messages.kinds.stop import Wmo307
from gateway.messages.kinds.toewijzing import ToegewezenProduct, Wmo301
from gateway.rules.case import Start, Stop
from gateway.rules.reported import start_of, stop_of


def take_back(
    message: Wmo301, assigned: ToegewezenProduct, reference: BerichtIdentificatie, former: Start | Stop
) -> Wmo305 | Wmo307:
    """Return the message that takes this start or stop back, under the key that it was reported with."""
    product = None if former.categorie is None else Product(categorie=former.categorie, code=former.code)
    if isinstance(former, Start):
        return start_message(message, replace(assigned, product=product), reference, former.begindatum, REMOVAL)
    started = (product, former.begindatum)
    return stop_message(message, assigned, reference, started, former.reden_beeindiging, former.einddatum, REMOVAL)


def join(back: Wmo305 | Wmo307, message: Wmo305 | Wmo307) -> Wmo305 | Wmo307:
    """Return the message that takes back first. Raises Invalid when it would report the same again."""
    if isinstance(back, Wmo305) and isinstance(message, Wmo305):
        same = start_of(back.client.start_producten[0]) == start_of(message.client.start_producten[0])
        both = (*back.client.start_producten, *message.client.start_producten)
        joined: Wmo305 | Wmo307 = replace(message, client=replace(message.client, start_producten=both))
    else:
        assert isinstance(back, Wmo307)
        assert isinstance(message, Wmo307)
        same = stop_of(back.client.stop_producten[0]) == stop_of(message.client.stop_producten[0])
        stops = (*back.client.stop_producten, *message.client.stop_producten)
        joined = replace(message, client=replace(message.client, stop_producten=stops))
    if same:
        raise Invalid("correctie-zonder-wijziging", "Zo staat het er al; vul in wat het had moeten zijn.")
    return joined
