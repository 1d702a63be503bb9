"""The command that opens the tool as a page in the browser, for whoever does not like to type commands."""

import contextlib
import tempfile
import threading
import webbrowser
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit import files
from audit.cli.common import fail
from audit.cli.help_pages import HelpedCommand
from audit.problems import AuditError, Where, problem

if TYPE_CHECKING:
    from audit.app.server import Opened

_LIBRARIES = frozenset({"starlette", "uvicorn"})


@click.command("open", cls=HelpedCommand)
@click.option("--no-window", is_flag=True, help="Open no browser; print the address, to be opened by hand.")
def open_window(no_window: bool) -> None:
    """Open the tool as a page in your browser: workbooks, answering one question at a time, and many settings.

    Only this computer can reach the page, and only the window that is opened has its key. Nothing is sent anywhere. It
    ends when you close the window, or with Ctrl-C here.
    """
    try:
        local = _opened()
        with _way_in(local.app.address) as page:
            if not no_window:
                click.echo("The page opens in your browser. Close its window to end, or press Ctrl-C here.")
                threading.Thread(target=webbrowser.open, args=(page.as_uri(),), daemon=True).start()
            wanted = "Open" if no_window else "If it does not, open"
            click.echo(f"{wanted} this address in your browser, and give it to nobody: {local.app.address}")
            local.serve()
    except AuditError as fault:
        fail(fault)
    click.echo("Closed. Nothing is left running.")


def _opened() -> "Opened":
    try:
        from audit.app import server
    except ImportError as fault:
        if (fault.name or "").partition(".")[0] not in _LIBRARIES:
            raise
        raise AuditError([problem("S18", Where())]) from fault
    return server.opened(Path.home())


@contextlib.contextmanager
def _way_in(address: str) -> Iterator[Path]:
    """A page that only its owner can read and that leads on to the address.

    Whoever lists the programs of this computer sees what a browser is started with; so that is not the address, which
    has the key in it.
    """
    with tempfile.TemporaryDirectory(prefix="safeguarding-audit-") as folder:
        text = f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={escape(address)}">'
        yield files.write(Path(folder) / "open.html", text, private=True)
