"""Taking away the pages of settings that are no longer there: nothing else, whatever lies beside them.

Pages of feedback and full reports are taken away in one and the same way. What people put there themselves stays, and
so does a full report that they have changed. The store may be lost, so full reports and pages of groups stand in a list
of their own with the SHA-256 of each; a page of feedback is known by its mark and its plain name, changed or not.
"""

import hashlib
import json
import re
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from audit import files
from audit.aggregate import feedback_pages
from audit.aggregate.own_output import FEEDBACK, FORMS, GROUPS, LIST, OF_PAGES, REPORTS

_LISTED = (REPORTS, GROUPS)
_KEY = re.compile("[a-z0-9-]+")


def take_away(output: Path, written: Collection[Path], made: Iterable[Path]) -> None:
    """Take away the pages that an earlier run made and this one did not, and list what this one made.

    Args:
        output: the folder of the output.
        written: what this run made.
        made: what the last run made, as far as it is still as it was written; whatever else it lists is left alone.

    Raises:
        AuditError: S02, the list could not be written.
    """
    forms = output / FORMS
    now, places = set(written), {place / name for place in (output, *forms.glob("*")) for name in OF_PAGES}
    ours = {path for path in made if (path.parent in places and path.suffix == ".html") or _is_in(forms, path)}
    feedback = [path for place in places if place.name == FEEDBACK for path in place.glob("*.html")]
    ours.update(path for path in feedback if path not in now and _is_feedback(path))
    listed = _listed(output)
    ours.update(path for path, digest in listed.items() if path not in now and digest == (_digest(path) or None))
    for path in ours - now:
        with suppress(OSError, ValueError):
            path.unlink(missing_ok=True)
    own = sorted(path for path in now if path.parent in {output / name for name in _LISTED})
    if own or listed:
        digests = {f"{path.parent.name}/{path.name}": _digest(path) for path in own}
        files.write(output / LIST, f"{json.dumps(digests, indent=0)}\n")


def _listed(output: Path) -> dict[Path, str]:
    """The full reports that an earlier run listed; of a list that is none of ours nothing is believed."""
    try:
        listed = json.loads((output / LIST).read_text(encoding="utf-8"))
        places = {f"{folder}/{Path(name).name}" for name in listed for folder in _LISTED if name.endswith(".html")}
        return {output / name: digest for name, digest in listed.items() if name in places}
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return {}


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError):  # ValueError: a name with a null byte
        return ""


def _is_feedback(path: Path) -> bool:
    """Whether it is a page of feedback as a run names it; a copy that somebody made has another name."""
    return bool(_KEY.fullmatch(path.stem)) and feedback_pages.has_mark(path)


def _is_in(folder: Path, path: Path) -> bool:
    return folder in path.parents and ".." not in path.parts
