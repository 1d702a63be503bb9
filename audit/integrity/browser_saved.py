"""A page as a browser writes it again with "Save as": the same words and marks in another way of writing.

A browser reads a page and writes down what it has made of it: quotation marks and references are other ones, empty
elements are closed, what was folded out stays so, and what the page's own scripts put in is there too. Both pages are
brought to one form that is blind to that and to nothing else. What is not plain HTML of this kind has no such form.
"""

import html
import re
from collections.abc import Iterable, Iterator

_ATTRIBUTE = r"""[^\s"'<>/=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+"""
_TOKEN = re.compile(
    rf"""<!(?P<said>[A-Za-z][^<>]*+)>|<(?P<end>/?)(?P<name>[A-Za-z][\w-]*+)(?P<attributes>(?:\s++{_ATTRIBUTE})*+)\s*+/?>"""
    r"""|(?P<text>[^<]++)"""
)
_ONE = re.compile(r"""([^\s"'<>/=]++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s"'=<>`]++)))?+""")
_SAVED_FROM = re.compile(r"\s*saved from url=\(\d{4}\)\S{1,2000}\s*")
_ENCODING = {
    '<meta charset="utf-8">',
    '<meta content="text/html; charset=UTF-8" http-equiv="Content-Type">',
    '<meta content="text/html; charset=UTF-8" http-equiv="content-type">',
}
_EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_RAW = {"script", "style"}
_SPACELESS = re.compile(r"<!doctype|</?(?:html|head|body|table|thead|tbody|tr)[ >]")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_OWN_ADDRESS = re.compile(r"file:///[^#\s]{1,2000}(#[\w-]+)")
_CONTROLS = '<fieldset class="tools">'
_SAID = '<p class="said" role="status">'
_BUTTON = '<button type="button">'
PRINT_BUTTON = "Print the report with its annex"
_COUNT = re.compile(r"\d+ of \d+ actions? shown\.")


def form(page: str) -> list[str] | None:
    """A page's marks and texts, one after another, in the one form; ``None`` where it is not HTML of this kind."""
    try:
        return list(_tidied(_without_controls(list(_tokens(page)), _one_spaced(html.unescape(page)))))
    except _OtherwiseWrittenError:
        return None


def _one_spaced(text: str) -> str:
    return " ".join(text.split())


class _OtherwiseWrittenError(Exception):
    """It is not written as a browser or this tool writes a page."""


def _tokens(page: str) -> Iterator[str]:
    at = 0
    while at < len(page):
        if page.startswith("<!--", at):
            end = page.find("-->", at)
            if end < 0:
                raise _OtherwiseWrittenError
            if not (at < len("<!doctype html>\n<!--") and _SAVED_FROM.fullmatch(page[at + 4 : end])):
                yield page[at : end + 3]
            at = end + 3
            continue
        found = _TOKEN.match(page, at)
        if found is None:
            raise _OtherwiseWrittenError
        yield _written(found)
        at = found.end()
        name = (found["name"] or "").lower()
        if name in _RAW and not found["end"]:
            end = page.find(f"</{name}", at)
            if end < 0:
                raise _OtherwiseWrittenError
            yield page[at:end].strip()
            at = end


def _written(found: re.Match[str]) -> str:
    """A tag or a text in one way of writing: a text escaped as little as can be, with one space for several."""
    if found["text"] is not None:
        return html.escape(_SPACES.sub(" ", html.unescape(found["text"])), quote=False)
    if found["said"] is not None:
        return f"<!{found['said'].lower()}>"
    name = found["name"].lower()
    if found["end"]:
        return f"</{name}>"
    given = {}
    for attribute, *values in _ONE.findall(found["attributes"]):
        if attribute.lower() in given:
            raise _OtherwiseWrittenError  # a browser keeps the first alone
        given[attribute.lower()] = html.unescape(next(filter(None, values), ""))
    if name == "details" and not given.get("open"):
        given.pop("open", None)
    if not given.get("class", "x"):
        del given["class"]
    if own := _OWN_ADDRESS.fullmatch(given.get("href", "")):
        given["href"] = own[1]
    said = "".join(f' {key}="{html.escape(value)}"' for key, value in sorted(given.items()))
    closed = "/" if found[0].endswith("/>") and name not in _EMPTY else ""
    return f"<{name}{said}{closed}>"


def _tidied(tokens: Iterable[str]) -> Iterator[str]:
    """Without the spaces that never show, and with every element closed by a tag of its own.

    Those are the spaces between the parts of the frame and between the rows of a table, which scripts put in order.
    """
    spaceless, waiting = True, ""
    for token in tokens:
        if not token.strip():
            waiting = "" if spaceless else " "
            continue
        now = bool(_SPACELESS.match(token)) or token in _ENCODING
        if waiting and not now:
            yield waiting
        waiting, spaceless = "", now
        if token.endswith("/>"):
            yield f"{token[:-2]}>"
            yield f"</{token[1:-2].split(' ')[0]}>"
        elif token not in _ENCODING:  # a browser says it in its own words
            yield token


def _without_controls(tokens: list[str], words: str) -> list[str]:
    """Without what the page's own scripts put in: the plan's controls and the buttons.

    Whatever words stand in the controls have to stand elsewhere on the page too, so that nothing can be said there.
    """
    found: list[str] = []
    at = 0
    while at < len(tokens):
        here = tokens[at]
        if here == _CONTROLS and "</fieldset>" in tokens[at:]:
            end = tokens.index("</fieldset>", at)
            if not _harmless(tokens[at + 1 : end], words):
                raise _OtherwiseWrittenError
            at = end
        elif _is_said_or_pressed(tokens[at : at + 3]):
            at += 2
        elif here not in {_BUTTON, "</button>"}:
            found.append(here)
        at += 1
    return found


def _is_said_or_pressed(three: list[str]) -> bool:
    """Whether this is how many rows the controls show, or the button that prints."""
    begins, words = (*three, "", "")[:2]
    return (begins == _SAID and bool(_COUNT.fullmatch(words))) or (begins == _BUTTON and words == PRINT_BUTTON)


_CONTROL = re.compile(
    r'</?(?:button|label|legend|option|select)(?: selected="selected")?(?: type="button")?(?: value="[^"]*")?>'
)


def _harmless(inside: list[str], words: str) -> bool:
    """Whether controls hold nothing but tags of controls and words that the page has twice or its scripts have."""
    for token in inside:
        if token.startswith("<"):
            if not _CONTROL.fullmatch(token):
                return False
        elif words.count(_one_spaced(html.unescape(token))) < 2:
            return False
    return True
