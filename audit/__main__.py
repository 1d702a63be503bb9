"""The command ``safeguarding-audit``, also as ``python -m audit``: it can be stopped even while it is being loaded."""

import sys


def main() -> None:
    """Load the commands and run the one that was asked for."""
    try:
        from audit.cli.main import main as run
    except KeyboardInterrupt:
        sys.stderr.write("Stopped before anything was done.\n")
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
