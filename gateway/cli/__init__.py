"""The command `gateway`: where an operator's words become settings, use cases and text."""

import sys


def main() -> None:
    """The command line has been carried out; the process ends with its exit code."""
    try:
        from gateway.cli.program import app

        app(prog_name="gateway")
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - what nobody foresaw ends the command too, without its words
        from gateway.cli.traced import traced

        sys.stderr.write(f"{traced(error)}\ngateway: onverwachte fout; meld dit.\n")
        sys.exit(2)
