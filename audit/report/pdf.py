"""The report as a tagged PDF for those who must file one. The home of WeasyPrint, which is an extra.

The page itself is the accessible master. Whatever stands in it, nothing is fetched: no address, no file, no picture.
"""

import logging
from typing import Any, NoReturn

from audit.problems import AuditError, Where, problem

_VARIANT = "pdf/ua-1"
_PAINT = (
    ('<rect class="shown"', '<rect fill="#17405f" height="100%"'),
    ('<rect class="claimed"', '<rect fill="#6a98bd" height="100%"'),
    ('<svg class="bar before" aria-hidden="true"><rect', '<svg class="bar before"><rect fill="#5c6b78" height="100%"'),
    ('<line class="could"', '<line stroke="#5c6b78" stroke-width="32" stroke-dasharray="2 4"'),
)
"""WeasyPrint gives no style to what is inside a drawing, so the bars bring their colours."""


class FetchRefusedError(ValueError):
    """Something on a page asked for what lies outside it."""


def as_pdf(page: str) -> bytes:
    """A page of ours as PDF/UA, tagged, with its language and its title.

    Args:
        page: the text of a page that needs nothing beside it.

    Raises:
        AuditError: V20, WeasyPrint is not installed, or the libraries that it draws text with are not.
    """
    weasyprint = _library()
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)  # it warns of style that is for screens alone
    for mark, paint in _PAINT:
        page = page.replace(mark, paint)
    document = weasyprint.HTML(string=page, url_fetcher=_refusing(weasyprint))
    made: bytes = document.write_pdf(pdf_variant=_VARIANT)
    return made


def _refusing(weasyprint: Any) -> Any:  # noqa: ANN401 - classes of a module that may not be there
    """A fetcher of WeasyPrint's kind that has nothing to give: addresses, files and data inside an address alike."""

    class Refusing(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> NoReturn:
            del headers
            _refuse(url)

    return Refusing()


def _refuse(url: str) -> NoReturn:
    raise FetchRefusedError(url[:100])


def _library() -> Any:  # noqa: ANN401 - a module that may not be there
    try:
        import weasyprint  # type: ignore[import-untyped]
    except (ImportError, OSError) as absent:  # OSError: Pango itself is missing
        raise AuditError([problem("V20", Where(), why=absent)]) from absent
    return weasyprint
