"""A place for a database that may be thrown away."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that every account can pass through but not look into, gone afterwards.

    As root, PostgreSQL runs as another account, which has to reach its data folder below.
    """
    folder = Path(tempfile.mkdtemp(prefix="gateway-"))
    try:
        folder.chmod(0o711)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
