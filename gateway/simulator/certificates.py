"""Certificates of a chain of one's own: an authority, and what it gives to everybody in it, also what is wrong.

The authority of a scenario is made once and stays in its folder, so that software that trusts it goes on doing so. It
is for this machine only: its key lies beside it.
"""

import ipaddress
import os
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import NameOID

AUTHORITY: Final = "autoriteit.pem"
"""The file that everybody trusts."""
_AUTHORITY_KEY: Final = "autoriteit-sleutel.pem"
SIMULATOR: Final = "simulator.pem"
HERE: Final = "localhost"
_ELSEWHERE: Final = "elders.invalid"
_TERM: Final = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Authority:
    """An issuer of certificates."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    def issue(self, name: str, *, elsewhere: bool = False, expired: bool = False) -> bytes:
        """Return a certificate for `name`, with its key, as PEM; for this machine unless it is `elsewhere`'s."""
        key = ec.generate_private_key(ec.SECP256R1())
        hosts: list[x509.GeneralName] = [x509.DNSName(_ELSEWHERE)]
        if not elsewhere:
            hosts = [x509.DNSName(HERE), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        until = _now() + (-timedelta(days=1) if expired else _TERM)
        made = (
            _builder(name, self.certificate.subject, key, until)
            .add_extension(x509.SubjectAlternativeName(hosts), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key()), critical=False)
            .sign(self.key, hashes.SHA256())
        )
        return _pem(key) + made.public_bytes(Encoding.PEM)


def new_authority(name: str = "Autoriteit van de simulator") -> Authority:
    """Return an authority that nobody knows yet."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=True,
        crl_sign=True,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    made = (
        _builder(name, subject, key, _now() + _TERM)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Authority(made, key)


def open_authority(folder: Path) -> Authority:
    """Return the authority of this folder. Raises OSError, or ValueError when its files hold something else."""
    key = load_pem_private_key((folder / _AUTHORITY_KEY).read_bytes(), None)
    certificate = x509.load_pem_x509_certificate((folder / AUTHORITY).read_bytes())
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError("no key of an authority of the simulator")
    return Authority(certificate, key)


def make_certificates(folder: Path, codes: Collection[str]) -> None:
    """Make the authority of this folder, unless it is there, and anew a certificate for each of these parties.

    Raises OSError, or ValueError when a file there holds something else.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / AUTHORITY).exists():
        made = new_authority()
        _write(folder / _AUTHORITY_KEY, _pem(made.key))
        (folder / AUTHORITY).write_bytes(made.certificate.public_bytes(Encoding.PEM))
    authority = open_authority(folder)
    _write(folder / SIMULATOR, authority.issue(HERE))
    for each in codes:
        _write(folder / f"{each}.pem", authority.issue(each))


def _builder(name: str, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, until: datetime) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(min(_now(), until) - timedelta(days=1))
        .not_valid_after(until)
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(file: Path, data: bytes) -> None:
    """Write a file that only its owner reads."""
    with open(file, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as opened:
        opened.write(data)


def _now() -> datetime:
    return datetime.now(UTC)
