"""TLS of the simulator: how it is called and how it calls, with certificates that are right or wrong on purpose."""

import ssl
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

from cryptography.hazmat.primitives.serialization import Encoding

from gateway.simulator.certificates import HERE, Authority, new_authority, open_authority
from gateway.simulator.mishaps import Flaw


class Contexts:
    """The contexts of one run; flawed ones are made when they are first asked for."""

    def __init__(self, certificate: Path, authority: Path, folder: Path | None) -> None:
        """`folder`: that of an authority of the simulator's own. Raises OSError or ssl.SSLError."""
        self._certificate = certificate
        self._authority = authority
        self._folder = folder
        self._made: dict[tuple[bool, Flaw | None], ssl.SSLContext] = {}
        for server in (True, False):
            self._context(None, server=server)

    def server(self, choose: Callable[[], Flaw | None]) -> ssl.SSLContext:
        """Return a context for a server, which asks for each connection what is wrong this time."""
        return _Choosing.of(lambda: self._context(choose(), server=True))

    def client(self, flaw: Flaw | None) -> ssl.SSLContext:
        """Return a context to call a party with."""
        return self._context(flaw, server=False)

    def _context(self, flaw: Flaw | None, *, server: bool) -> ssl.SSLContext:
        if (server, flaw) not in self._made:
            self._made[server, flaw] = self._new(flaw, server=server)
        return self._made[server, flaw]

    def _new(self, flaw: Flaw | None, *, server: bool) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER if server else ssl.PROTOCOL_TLS_CLIENT)
        trusted = self._authority
        with tempfile.TemporaryDirectory(prefix="gateway-simulator-") as folder:
            if flaw is Flaw.GEWEIGERD:
                trusted = Path(folder, "autoriteit.pem")
                trusted.write_bytes(new_authority("Een andere autoriteit").certificate.public_bytes(Encoding.PEM))
            context.load_verify_locations(trusted)
            if flaw in (Flaw.VERLOPEN, Flaw.ANDERE_NAAM, Flaw.ONBEKEND):
                shown = Path(folder, "getoond.pem")
                shown.write_bytes(self._flawed(flaw))
                context.load_cert_chain(shown)
            elif flaw is not Flaw.ONTBREEKT:
                context.load_cert_chain(self._certificate)
        if server:
            context.verify_mode = ssl.CERT_NONE if flaw is Flaw.NIET_GEVRAAGD else ssl.CERT_REQUIRED
        return context

    def _flawed(self, flaw: Flaw) -> bytes:
        authority: Authority
        if flaw is Flaw.ONBEKEND:
            authority = new_authority("Een autoriteit die niemand kent")
        else:
            assert self._folder is not None, "the scenario was checked"
            authority = open_authority(self._folder)
        return authority.issue(HERE, elsewhere=flaw is Flaw.ANDERE_NAAM, expired=flaw is Flaw.VERLOPEN)


class _Choosing(ssl.SSLContext):
    """A context that hands each connection to another one."""

    _choose: Callable[[], ssl.SSLContext]

    @classmethod
    def of(cls, choose: Callable[[], ssl.SSLContext]) -> Self:
        """Return a context that asks `choose` for each connection."""
        made = cls(ssl.PROTOCOL_TLS_SERVER)
        made._choose = choose
        return made

    def wrap_bio(self, incoming: ssl.MemoryBIO, outgoing: ssl.MemoryBIO, *args: Any, **kwargs: Any) -> ssl.SSLObject:
        """Begin a connection, by the context that is chosen for it."""
        return self._choose().wrap_bio(incoming, outgoing, *args, **kwargs)
