"""The command `gateway`: the command line of an operator."""

import gc
import sys

GC_THRESHOLD = 20_000
"""Objects, more made than freed, before the garbage collector runs; a message makes some hundreds.

After each 700, as Python has it, it would take a quarter of the time in which a server starts.
"""


def main() -> None:
    """Carry out the command line, and end the process with its exit code."""
    gc.set_threshold(GC_THRESHOLD)
    try:
        sys.exit(_run())
    except KeyboardInterrupt:
        sys.exit(130)


def _run() -> int:
    """Run the command and flush its output; return its exit code."""
    from gateway.cli.session import streams

    streams.prepare()
    try:
        code = _command()
        streams.finish()
    except streams.NoReader:
        # As with other programs in a pipe: the reader has what it wanted, so there is nothing to report.
        streams.give_up()
        return streams.NO_READER
    except streams.Unwritable as error:
        streams.give_up()
        sys.stderr.write(f"gateway: {error}\n")
        return 2
    return code


def _command() -> int:
    """Run the command; return its exit code."""
    from gateway.cli.session import streams

    try:
        from gateway.cli.program import app

        app(prog_name="gateway")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except (streams.NoReader, streams.Unwritable):
        raise
    except Exception as error:  # noqa: BLE001 - an unexpected error ends the command too, without its text
        from gateway.cli.session.logs.traced import traced

        sys.stderr.write(f"{traced(error)}\ngateway: onverwachte fout; meld dit.\n")
        return 2
    return 0
