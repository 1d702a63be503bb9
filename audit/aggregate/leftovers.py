"""Taking away the pages of settings that are no longer there: nothing else, whatever lies beside them.

Pages of feedback and full reports are taken away in one and the same way. What people put there themselves stays, and
so does a full report that they have changed; a page of feedback is known by its mark, changed or not.
"""

from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from audit.aggregate import board_pages, feedback_pages, full_reports
from audit.aggregate.own_output import FORMS

FOLDERS = (feedback_pages.FOLDER, full_reports.FOLDER, board_pages.FOLDER)


def take_away(output: Path, written: Collection[Path], made: Iterable[Path]) -> None:
    """Take away the pages that an earlier run made and this one did not.

    Args:
        output: the folder of the output.
        written: what this run made.
        made: what the last run made, as far as it is still as it was written; whatever else it lists is left alone.
    """
    forms = output / FORMS
    now, places = set(written), {place / name for place in (output, *forms.glob("*")) for name in FOLDERS}
    ours = {path for path in made if (path.parent in places and path.suffix == ".html") or _is_in(forms, path)}
    for place in places:  # where the store was lost nothing is listed, so pages of feedback are known by their mark too
        if place.is_dir():
            ours.update(path for path in place.glob("*.html") if path not in now and feedback_pages.has_mark(path))
    for path in ours - now:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _is_in(folder: Path, path: Path) -> bool:
    return folder in path.parents and ".." not in path.parts
