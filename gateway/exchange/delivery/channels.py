"""How an organisation gets its messages: what a channel needs, and which addresses will do."""

import ipaddress
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import SplitResult, urlsplit

from gateway.exchange.kernel.plain import must_hold_no_bsn
from gateway.exchange.kernel.refusals import Invalid
from gateway.store.parties.organisaties import Organisatie
from gateway.transport.addresses import Network, public, within

_HIER: Final = "localhost"


def check(organisatie: Organisatie, netwerken: Sequence[Network]) -> None:
    """Returns when messages may go by this channel to this address or folder. Raises Invalid."""
    if organisatie.kanaal == "push" and not organisatie.afleveradres:
        raise Invalid("afleveradres-ontbreekt", "Bij kanaal push hoort een afleveradres: geef --afleveradres https://…")
    if organisatie.kanaal == "map" and not organisatie.aflevermap:
        raise Invalid("aflevermap-ontbreekt", "Bij kanaal map hoort een map: geef --map met een volledig pad.")
    if organisatie.afleveradres:
        _check_address(organisatie.afleveradres, netwerken)
    must_hold_no_bsn(de_map=organisatie.aflevermap)
    if organisatie.aflevermap and not PurePosixPath(organisatie.aflevermap).is_absolute():
        raise Invalid("aflevermap-ongeldig", f"{organisatie.aflevermap!r} is geen volledig pad, zoals /srv/sftp/zorg.")


def _check_address(adres: str, netwerken: Sequence[Network]) -> None:
    """Returns when messages may be sent there: over HTTPS, or within a private network that is allowed."""
    delen = _split(adres)
    if delen is None:
        raise Invalid("afleveradres-ongeldig", f"{adres!r} is geen adres als https://aanbieder.example/iwmo.")
    if delen.username is not None or delen.password is not None:
        raise Invalid(
            "afleveradres-onveilig",
            "Zet geen gebruikersnaam of wachtwoord in het adres: het is voor iedereen te lezen.",
        )
    eigen = _address(delen.hostname or "")
    # The figures of an IP address are those of a machine.
    must_hold_no_bsn(het_adres=" ".join((delen.netloc if eigen is None else "", *delen[2:])))
    if eigen is not None and not public(eigen) and not within(eigen, netwerken):
        raise Invalid(
            "afleveradres-afgeschermd",
            f"{adres} ligt in een afgeschermd netwerk of op deze machine zelf. Laat het toe met de instelling "
            "GATEWAY_PUSH_PRIVATE (zoals 10.20.0.0/16 of 127.0.0.0/8) als dat de bedoeling is.",
        )
    if delen.scheme == "http" and (eigen is None or not within(eigen, netwerken)):
        raise Invalid(
            "afleveradres-onveilig",
            f"{adres} is niet versleuteld; berichten met persoonsgegevens gaan alleen over https, behalve naar een "
            "adres in een netwerk van GATEWAY_PUSH_PRIVATE.",
        )


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return the address that the host is, written out; None when it is a name that has to be looked up."""
    if host == _HIER:
        return ipaddress.IPv4Address("127.0.0.1")
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _split(adres: str) -> SplitResult | None:
    """Return the parts of a web address; None when it is none."""
    try:
        delen = urlsplit(adres)
        heel = delen.scheme in ("http", "https") and delen.hostname and delen.port != 0
    except ValueError:
        return None
    return delen if heel and adres.isprintable() and " " not in adres else None
