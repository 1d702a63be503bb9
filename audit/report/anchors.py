"""The short names under which questions, actions, sources and provisions stand on a page, so that links stay short.

They hold for one page and the checklist it was made with: the same checklist always gives the same names.
"""

from collections.abc import Container
from dataclasses import dataclass

from audit.model import Checklist


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """Ids by Ref (``q`` for the question, ``a`` for its action) and by id: provisions, sources (``s``), themes (``t``).

    ``p`` has those provisions alone whose words stand on the page.
    """

    q: dict[str, str]
    a: dict[str, str]
    p: dict[str, str]
    s: dict[str, str]
    t: dict[str, str]

    @property
    def names(self) -> dict[str, str]:
        """What each id of a question or an action stands for: its Ref."""
        return {id_: ref for one in (self.q, self.a) for ref, id_ in one.items()}


def of(checklist: Checklist, worded: Container[str] = ()) -> Anchors:
    """The ids on a page that answers this checklist and gives the words of the provisions with ids in ``worded``."""
    refs = [criterion.id for criterion in checklist.criteria]
    return Anchors(
        q={ref: f"q{number}" for number, ref in enumerate(refs, start=1)},
        a={ref: f"a{number}" for number, ref in enumerate(refs, start=1)},
        p={one.id: f"p{number}" for number, one in enumerate(checklist.cited(), start=1) if one.id in worded},
        s={source.id: f"s{number}" for number, source in enumerate(checklist.sources, start=1)},
        t={theme.id: f"t{number}" for number, theme in enumerate(checklist.themes, start=1)},
    )
