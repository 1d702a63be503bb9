"""The overview of each trust, area, phase or kind: of its own settings alone, so that nobody reads of another's."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from audit.aggregate.assemble import figures_of, returns_of
from audit.aggregate.overview import NOT_SAID, By, Overview, SettingRow, in_figures
from audit.aggregate.previous import Joined
from audit.aggregate.register import Expected, Register
from audit.model import Checklist
from audit.text import composed


def of(
    whole: Overview,
    by: By,
    register: Register | None,
    past: Sequence[Joined],
    for_kind: Callable[[str], Checklist],
) -> tuple[tuple[str, Overview], ...]:
    """Each group with its overview, in the order of their titles; those whose settings do not say theirs stand last.

    Args:
        whole: the overview of all.
        by: what settings are grouped by.
        register: the settings that are expected, if they are known.
        past: the earlier years, the last one first, each with what settings returned in it by this year's key.
        for_kind: the checklist as a kind of setting is asked it.
    """
    found: dict[str, list[SettingRow]] = {}
    for row in whole.settings:
        found.setdefault(getattr(row, by), []).append(row)
    expected: dict[str, list[Expected]] | None = {} if register else None
    if register and expected is not None:
        for one in register.expected:
            expected.setdefault(composed(getattr(one, by)), []).append(one)
    made = []
    for name, rows in found.items():
        title = (rows[0].kind_title if by is By.KIND else name) or NOT_SAID
        own = None if expected is None else expected.get(name, [])
        made.append((title, _own(whole, rows, own, past, for_kind)))
    return tuple(sorted(made, key=lambda one: (one[0] == NOT_SAID, one[0].casefold())))


def _own(
    whole: Overview,
    settings: Sequence[SettingRow],
    expected: Sequence[Expected] | None,
    past: Sequence[Joined],
    for_kind: Callable[[str], Checklist],
) -> Overview:
    keys = {row.key for row in settings}
    returned = in_figures(settings, registered=expected is not None)
    lines = tuple(line for line in whole.files if line.setting in keys)
    return replace(
        whole,
        returns=returns_of(settings, lines, len(returned), registered=expected is not None),
        settings=tuple(settings),
        repeated=(),
        chase=tuple(line for line in whole.chase if line.key in keys),
        files=lines,
        register_problems=(),
        **figures_of(returned, whole.checklist, expected, past, for_kind),
    )
