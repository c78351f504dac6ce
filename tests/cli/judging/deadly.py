"""A file that takes the process that judges it along, as one that trips over a fault in a C library would."""

import os
import signal

from gateway.cli.judging.sources import Source


class DeadlySource(Source):
    """Reading it kills the process."""

    def read(self) -> bytes:
        """Never returns."""
        os.kill(os.getpid(), signal.SIGKILL)
        return b""
