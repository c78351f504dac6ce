"""A timestamp authority of our own, over real HTTP: `openssl ts` signs, under a certificate authority made here."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

OPENSSL = shutil.which("openssl")
_CONFIG = """
[tsa]
default_tsa = ours
[ours]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/tsa.pem
certs = {folder}/chain.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


@dataclass
class Authority:
    """A running authority, which may be told to misbehave."""

    folder: Path
    url: str = ""
    answers: list[bytes] = field(default_factory=list)
    """Given instead of signing, one each; while there are any."""
    status: int = 200
    asked: int = 0

    @property
    def ca_file(self) -> Path:
        """The certificate to trust (PEM)."""
        return self.folder / "ca.pem"

    def sign(self, query: bytes) -> bytes:
        """Return the answer to this request, signed now."""
        (self.folder / "query").write_bytes(query)
        command = [str(OPENSSL), "ts", "-reply", "-config", "config", "-queryfile", "query", "-out", "answer"]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True)
        return (self.folder / "answer").read_bytes()


def make_authority(folder: Path) -> Authority:
    """Return an authority with its files in this folder: a root, an intermediate, and who signs under it."""
    root_key, root = _certificate("Wortel")
    middle_key, middle = _certificate("Tussen", issuer=(root_key, root))
    key, leaf = _certificate("Tijdstempel", issuer=(middle_key, middle), usage=ExtendedKeyUsageOID.TIME_STAMPING)
    (folder / "ca.pem").write_bytes(root.public_bytes(Encoding.PEM))
    (folder / "chain.pem").write_bytes(middle.public_bytes(Encoding.PEM))
    (folder / "tsa.pem").write_bytes(leaf.public_bytes(Encoding.PEM))
    (folder / "tsa.key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "config").write_text(_CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")
    return Authority(folder)


@contextmanager
def serving(authority: Authority) -> Iterator[Authority]:
    """Serve this authority over HTTP until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["content-length"]))
            authority.asked += 1
            assert self.headers["content-type"] == "application/timestamp-query"
            answer = authority.answers.pop(0) if authority.answers else authority.sign(query)
            self.send_response(authority.status)
            self.send_header("content-type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        authority.url = f"http://127.0.0.1:{server.server_port}/tsa"
        yield authority
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


_Issuer = tuple[ec.EllipticCurvePrivateKey, x509.Certificate]


def _certificate(name: str, *, issuer: _Issuer | None = None, usage: x509.ObjectIdentifier | None = None) -> _Issuer:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    above_key, above = (key, subject) if issuer is None else (issuer[0], issuer[1].subject)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(above)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=usage is None, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above_key.public_key()), critical=False)
    )
    if usage is not None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([usage]), critical=True)
    return key, builder.sign(above_key, SHA256())
