"""Has Firefox save pages as a person does with "Save Page As", through its remote control for its own windows."""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import need

_WITHIN = 90.0
_SAVE = """
Services.prefs.setStringPref("browser.download.dir", arguments[0]);
const window = Services.wm.getMostRecentWindow("navigator:browser");
window.saveBrowser(window.gBrowser.selectedBrowser, true);
"""


class Firefox:
    """A running Firefox: each command is one JSON text with its length before it."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=_WITHIN)
        self._read, self._number = b"", 0
        self._answer()
        self.ask("WebDriver:NewSession", capabilities={})

    def _answer(self) -> list:
        while b":" not in self._read:
            self._read += self._socket.recv(65536)
        length, _, rest = self._read.partition(b":")
        while len(rest) < int(length):
            rest += self._socket.recv(65536)
        self._read = rest[int(length) :]
        return json.loads(rest[: int(length)])

    def ask(self, name: str, **values: object) -> object:
        self._number += 1
        sent = json.dumps([0, self._number, name, values]).encode()
        self._socket.sendall(b"%d:%b" % (len(sent), sent))
        _, _, fault, value = self._answer()
        assert fault is None, fault
        return value

    def save(self, page: Path, folder: Path) -> Path:
        """Open a page and save it whole into a folder of its own, as the menu does."""
        folder.mkdir(parents=True)
        self.ask("Marionette:SetContext", value="content")
        self.ask("WebDriver:Navigate", url=page.as_uri())
        self.ask("Marionette:SetContext", value="chrome")
        self.ask("WebDriver:ExecuteScript", script=_SAVE, args=[str(folder)])
        last = time.monotonic() + _WITHIN
        while time.monotonic() < last:
            for saved in folder.glob("*.html"):
                if saved.read_bytes().rstrip().endswith(b"</html>"):
                    return saved
            time.sleep(0.1)
        raise AssertionError(f"Firefox has not saved {page}")


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """A Firefox with a profile of its own in a folder."""
    found = shutil.which("firefox-esr") or shutil.which("firefox")
    need(bool(found), "Firefox")
    folder.mkdir(parents=True)
    wanted = {"marionette.port": 0, "browser.download.useDownloadDir": True, "browser.download.folderList": 2}
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in wanted.items())
    (folder / "user.js").write_text("\n".join(lines), encoding="utf-8")
    words = [found, "--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile", folder]
    running = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        port, last = folder / "MarionetteActivePort", time.monotonic() + _WITHIN
        while not (port.exists() and port.read_text().strip()):
            assert time.monotonic() < last, "Firefox has not begun"
            time.sleep(0.1)
        yield Firefox(int(port.read_text()))
    finally:
        running.terminate()
        running.wait(timeout=_WITHIN)
