"""The tables of a page as text, without a browser: what stands in each cell, by the heading that names the table."""

from html.parser import HTMLParser

_QUIET = {"svg", "script", "style", "button"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: dict[str, list[list[str]]] = {}
        self.links: list[str] = []
        self.ids: dict[str, str] = {}
        self._rows: list[list[str]] | None = None
        self._body = False
        self._quiet = 0
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag in _QUIET:
            self._quiet += 1
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag == "table":
            self._rows = self.tables.setdefault(given.get("aria-labelledby") or "", [])
        elif tag == "tbody":
            self._body = True
        elif tag == "tr" and self._body:
            self._rows.append([])
        elif tag in {"td", "th"} and self._body:
            self._rows[-1].append("")
        if given.get("id") and tag not in {"rect", "line", "circle"}:
            self.ids.setdefault(given["id"], "")
            self._open.append((tag, given["id"]))

    def handle_endtag(self, tag):
        if tag in _QUIET:
            self._quiet -= 1
        if tag == "tbody":
            self._body = False
        if self._open and self._open[-1][0] == tag:
            self._open.pop()

    def handle_data(self, data):
        if self._quiet:
            return
        if self._body and self._rows and self._rows[-1]:
            self._rows[-1][-1] += data
        for _, name in self._open[-1:]:
            self.ids[name] += data


def read(page: str) -> _Reader:
    """A page's tables, links and the texts of what has an id."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.tables = {name: [[" ".join(c.split()) for c in row] for row in rows] for name, rows in reader.tables.items()}
    reader.ids = {name: " ".join(text.split()) for name, text in reader.ids.items()}
    return reader
