"""Wheels made by hand, for an index in miniature. Nothing but the standard library: a build backend uses it too."""

import base64
import hashlib
import zipfile
from collections.abc import Iterable
from pathlib import Path


def write_wheel(folder: str | Path, name: str, version: str, needs: Iterable[str], main: str) -> str:
    """Write a wheel with one module that runs `main`, and return its file name."""
    file = f"{name}-{version}-py3-none-any.whl"
    about = f"{name}-{version}.dist-info"
    lines = [f"Requires-Dist: {each}" for each in needs]
    metadata = ["Metadata-Version: 2.1", f"Name: {name}", f"Version: {version}", "Provides-Extra: toml", *lines]
    contents = {
        f"{name}/__init__.py": "",
        f"{name}/__main__.py": main,
        f"{about}/METADATA": "\n".join(metadata) + "\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(Path(folder) / file, "w") as wheel:
        record = ""
        for path, text in contents.items():
            wheel.writestr(path, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
            record += f"{path},sha256={digest},{len(text.encode())}\n"
        wheel.writestr(f"{about}/RECORD", f"{record}{about}/RECORD,,\n")
    return file
