"""The names of what ``aggregate`` writes into a folder, by which it is known again and never read as returns.

A folder is known by what was remembered in it. Of such a folder only what has a name that this tool gives is left out:
whatever else lies there may be a return.
"""

from pathlib import Path

_REMEMBERED, _PAGE = "remembered", "overview.html"
STORE = f"{_REMEMBERED}.sqlite"
TO_DECIDE = "to-decide.csv"
EDITIONS = "published-editions.json"
PAGES = (_PAGE, "board.html", "files.html", "overview.xlsx", "chase.csv", TO_DECIDE)
"""What a run writes beside its folders."""
LIST = ".pages-made.json"
"""The list of full reports and of pages of groups, in the output folder."""
FEEDBACK, REPORTS, GROUPS, DATA = "feedback", "reports", "groups", "data"
OF_PAGES = (FEEDBACK, REPORTS, GROUPS)
FOLDERS = (*OF_PAGES, DATA)
FORMS = "forms"
"""The folder of the forms that fewer returns answered, each with the same pages and folders in one of its own."""
_ALONE = frozenset({*PAGES, EDITIONS})
_ENDINGS = frozenset({".html", ".csv", ".json", ".parquet"})
"""What this tool writes into those folders ends so, and no return does: all else in a folder of such a name is read."""
_SQLITE = b"SQLite format 3\0"


def maker(path: Path) -> Path | None:
    """The folder of the run that wrote a file; ``None`` where it may be a return."""
    folder = path.parent
    if folder.name in FOLDERS and path.suffix.lower() in _ENDINGS:
        return _run_of(folder.parent)
    if path.name.startswith(_REMEMBERED) and ".sqlite" in path.name:
        return folder if _is_known(folder) else None
    # Until its page is there a run has written nothing else, and a workbook of such a name is somebody's.
    if path.name in _ALONE and (folder / _PAGE).is_file():
        return _run_of(folder)
    return None


def _run_of(folder: Path) -> Path | None:
    """The folder of a run in which pages stand: the same one, or the one in which it is a form's by itself."""
    if _is_known(folder):
        return folder
    whole = folder.parent.parent
    return whole if folder.parent.name == FORMS and _is_known(whole) else None


def writes_over(output: Path, path: Path) -> bool:
    """Whether a run into a folder would write over a file: it has the name of what is written there."""
    return path.name in {*_ALONE, STORE} and _real(path.parent) == _real(output)


def _is_known(folder: Path) -> bool:
    """Whether something was remembered here, in a database as the store is one."""
    try:
        with (folder / STORE).open("rb") as file:
            return file.read(len(_SQLITE)) in {b"", _SQLITE}
    except (OSError, ValueError):
        return False


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, ValueError, RuntimeError):  # RuntimeError: links in a circle
        return path
