"""Smaller pages of the same meaning: what only those who write templates and styles need is left out of what is sent.

A page loses the end tags that the HTML standard lets a page leave out (13.1.2.4, optional tags), a style its comments
and its spacing. No word and no attribute of a page goes. What people typed cannot be taken for a tag here: in a page
that comes from a template with autoescape every ``<`` of theirs is written ``&lt;``.
"""

import re

_APART = re.compile(r"(<style\b.*?</style>|<script\b.*?</script>)", re.DOTALL)
_BLOCK = "p|ul|ol|dl|table|h[1-6]|section|details|div"
_ENDS = re.compile(
    rf"(?<!\s)\s*</(?:li|dt|dd|tr|td|th|thead|tbody|colgroup|p(?=>\s*(?:<(?:{_BLOCK})\b|</(?:section|div)>)))>"
)
_APOSTROPHE = re.compile(r"&#39;|<[^<>]*>")
_QUOTED = re.compile(r'("[^"]*")')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACES = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};,>]) ?")
_AFTER_NAME = re.compile(r"(?<=[a-z-]): (?=[^{}]*[;}])")
_LAST = re.compile(r";?\}")


def page(text: str) -> str:
    """A page without the end tags that may be left out; styles and scripts in it stay sign for sign.

    Between tags an apostrophe means nothing and stands as itself; inside a tag it stays as the template wrote it.
    """
    return "".join(_marks(part) if place % 2 == 0 else part for place, part in enumerate(_APART.split(text)))


def _marks(text: str) -> str:
    return _APOSTROPHE.sub(lambda found: "'" if found[0] == "&#39;" else found[0], _ENDS.sub("", text))


def style(css: str) -> str:
    """A style sheet without comments and spacing."""
    parts = _QUOTED.split(_COMMENT.sub("", css))
    return "".join(_rules(part) if place % 2 == 0 else part for place, part in enumerate(parts)).strip() + "\n"


def script(source: str) -> str:
    """A script without the lines that are comments and without indentation; nothing within a line is touched."""
    lines = (line.strip() for line in source.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def _rules(css: str) -> str:
    css = _AROUND.sub(r"\1", _SPACES.sub(" ", css))
    return _LAST.sub("}", _AFTER_NAME.sub(":", css))
