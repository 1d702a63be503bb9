"""Which templates a page is made of, and their digest: others may word the same answers differently."""

import hashlib
from functools import cache

from audit.files import resources

PARTS = (
    "base.html",
    "glance.html",
    "inspector.html",
    "macros.html",
    "plan.js",
    "public.html",
    "report.html",
    "report.js",
    "review.html",
    "rule.html",
    "since.html",
    "style.css",
)
"""Every file that a report's page is made of."""
BY_OWNER = ("base.html", "inspector.html", "macros.html", "owners.html", "pages.css", "style.css")
"""Every file that the page of sheets by owner is made of."""
_LETTERS = 16


@cache
def digest(parts: tuple[str, ...] = PARTS) -> str:
    """The beginning of the SHA-256 of files, whatever their line ends: the same for the same templates."""
    folder, whole = resources.folder("templates"), hashlib.sha256()
    for name in parts:
        text = (folder / name).read_text(encoding="utf-8")
        whole.update(f"{name}\0{text}\0".encode())
    return whole.hexdigest()[:_LETTERS]
