"""The command ``safeguarding-audit``, also as ``python -m audit``: it can be stopped even while it is being loaded."""

import gc
import sys

_COLLECT_EVERY = 100_000
"""Objects made between two searches for what can be thrown away: while all is loaded there is nothing to find."""


def main() -> None:
    """Load the commands and run the one that was asked for."""
    gc.set_threshold(_COLLECT_EVERY)
    try:
        from audit.cli.main import main as run
    except KeyboardInterrupt:
        sys.stderr.write("Stopped before anything was done.\n")
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
