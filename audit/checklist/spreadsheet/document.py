"""The tables of a spreadsheet put together as one checklist: themes with criteria, criteria with sectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from audit.checklist import shape, yaml_file
from audit.checklist.nearest import nearest
from audit.checklist.spreadsheet.from_rows import Sheet, TableRow
from audit.checklist.spreadsheet.layout import CRITERIA, HEAD, HEAD_TITLES, RETIRED, SECTORS, THEMES, Cell, Grid
from audit.problems import Problem
from audit.text import plain

Values = dict[str, object]


@dataclass(slots=True)
class _Assembly:
    """What is known while the tables are put together."""

    sheet: Sheet
    written: Mapping[str, shape.CriterionShape]
    themes: list[Values] = field(default_factory=list)
    theme_at: dict[str, int] = field(default_factory=dict)
    criteria: dict[int, list[Values]] = field(default_factory=dict)
    """The criteria of each theme that has some of its own, by the theme's place."""
    items: dict[str, tuple[Values, yaml_file.Steps]] = field(default_factory=dict)
    """Criteria written here, by their id, each with its path."""
    sectors: dict[str, Values] = field(default_factory=dict)
    """What differs by kind, by the id of the criterion."""

    def spot(self, path: yaml_file.Steps) -> str:
        return self.sheet.document.where(path).spot

    def put(self, path: yaml_file.Steps, spot: str) -> None:
        self.sheet.document.spots[path] = spot

    # Themes

    def theme(self, line: TableRow) -> None:
        """One row of the sheet 'Themes': a theme, a whole checklist, or a place to add to one of its themes."""
        at: yaml_file.Steps = ("themes", len(self.themes))
        self.put(at, line.spot("id"))
        other = next((key for key in ("id", "use_all", "add_to") if key in line.cells), "id")
        part: Values = {}
        keys = ("id", "title", "about") if other == "id" else (other,)
        self.sheet.fill(line, THEMES, at, part, *keys)
        self._all_there(line, at, part, *keys)
        for key in (key for key in line.cells if key not in keys):
            both = {"heading": THEMES.column(key).heading, "other": THEMES.column(other).heading}
            self.sheet.say("C37", line.spot(key), **both)
        if other == "use_all":
            self.themes.append(part)
        else:
            self._with_criteria(part, str(part.get("id", part.get("add_to", ""))))

    def _with_criteria(self, part: Values, name: str) -> None:
        """A theme to which rows of the sheet 'Criteria' belong."""
        place = len(self.themes)
        self.theme_at.setdefault(name, place)
        part["criteria"] = self.criteria[place] = []
        self.themes.append(part)

    def _all_there(self, line: TableRow, at: yaml_file.Steps, part: Values, *keys: str) -> None:
        table = CRITERIA if "criteria" in at else THEMES
        for key in keys:
            if key not in part:
                self.sheet.document.said.add((*at, key))
                if key in line.spots:
                    self.sheet.say("C27", line.spots[key], heading=table.column(key).heading)

    def empty_themes(self) -> None:
        """A theme has to hold something."""
        for number, criteria in self.criteria.items():
            if not criteria:
                path, part = ("themes", number, "criteria"), self.themes[number]
                self.sheet.document.said.add(path)
                self.sheet.say("C38", self.spot(path), theme=part.get("id", part.get("add_to", "")))

    # Criteria

    def criterion(self, line: TableRow) -> None:
        """One row of the sheet 'Criteria'."""
        placed: Values = {}
        self.sheet.fill(line, CRITERIA, ("row",), placed, "theme")
        number = self._theme_of(str(placed.get("theme", "")), line)
        at = ("themes", number, "criteria", len(self.criteria[number]))
        self.put(at, line.spot("id"))
        item: Values = {}
        if "use" in line.cells:
            self.sheet.fill(line, CRITERIA, at, item, "use")
            self._words_as_theirs(line, str(item.get("use", "")))
        else:
            keys = [column.key for column in CRITERIA.columns if column.key not in {"theme", "use"}]
            self.sheet.fill(line, CRITERIA, at, item, *keys)
            self._all_there(line, at, item, "id")
            self.items.setdefault(str(item.get("id", "")), (item, at))
        self.criteria[number].append(item)

    def _theme_of(self, theme: str, line: TableRow) -> int:
        """The place of the theme; where there is none of this name, the first, so that the row is still looked at."""
        if theme in self.theme_at:
            return self.theme_at[theme]
        if theme and self.theme_at:
            hint = nearest(theme, self.theme_at)
            self.sheet.say("C08", line.spot("theme"), thing="theme", id=theme, hint=hint)
        if not self.theme_at:
            self.sheet.document.said.update({("themes", len(self.themes), key) for key in ("id", "title", "about")})
            self._with_criteria({}, "")
        return next(iter(self.theme_at.values()))

    def _words_as_theirs(self, line: TableRow, use: str) -> None:
        """The words in the row of a criterion that is used are only shown: they may not be changed here."""
        theirs = self.written.get(use)
        if theirs is None:
            return
        shown: Values = {}
        keys = [key for key in line.cells if key not in {"theme", "use"}]
        at = ("shown", line.spot("use"))
        self.sheet.fill(line, CRITERIA, at, shown, *keys)
        wanted = _plain(theirs)
        for key in keys:
            if shown.get(key) != wanted.get(key) and (*at, key) not in self.sheet.document.said:
                checklist, _, ref = use.partition("/")
                differs = CRITERIA.column(key).heading
                self.sheet.say("C39", line.spot(key), ref=ref, checklist=checklist, differs=differs)

    def sector(self, line: TableRow) -> None:
        """One row of the sheet 'Sector differences'."""
        said: Values = {}
        self.sheet.fill(line, SECTORS, ("row",), said, "ref", "kind")
        ref, kind = str(said.get("ref", "")), str(said.get("kind", ""))
        if ref not in self.items:
            if ref:
                hint = nearest(ref, self.items)
                self.sheet.say("C08", line.spot("ref"), thing="criterion on the sheet 'Criteria'", id=ref, hint=hint)
            return
        item, at = self.items[ref]
        here, own = (*at, "sector", kind), Values()
        if here in self.sheet.document.spots:
            self.sheet.say("C02", line.spot("kind"), key=f"{ref}, {kind}")
        elif kind:
            self.put(here, line.spot("kind"))
            self.sheet.fill(line, SECTORS, here, own, "duty", "owner", "evidence", "cites")
            self.sectors.setdefault(ref, {})[kind] = own
            item["sector"] = self.sectors[ref]

    def use_what_is_theirs(self, own: str) -> None:
        """Another checklist's criterion, left as it is, becomes a use of it; changed, it needs an id of its own."""
        theirs = {name.partition("/")[2]: name for name in self.written if not name.startswith(f"{own}/")}
        for ref, (item, at) in self.items.items():
            if ref not in theirs:
                continue
            spot, wanted = self.spot((*at, "id")), _plain(self.written[theirs[ref]])
            if item == wanted:
                item.clear()
                item["use"] = theirs[ref]
                self.put((*at, "use"), spot)
                continue
            differing = [key for key in {**wanted, **item} if item.get(key) != wanted.get(key)]
            headings = ", ".join(_HEADINGS.get(key, key) for key in differing)
            self.sheet.document.said.add((*at, "id"))
            self.sheet.say("C39", spot, ref=ref, checklist=theirs[ref].partition("/")[0], differs=headings)


_HEADINGS = {column.key: column.heading for column in CRITERIA.columns} | {"sector": SECTORS.sheet}


def document(
    grid: Grid, file: str, written: Mapping[str, shape.CriterionShape]
) -> tuple[yaml_file.YamlDocument, list[Problem]]:
    """The checklist that a spreadsheet holds, as plain values with their cells, and what is wrong with the cells.

    Args:
        grid: the sheets as cells, without those that only help a person.
        file: its name, for problems.
        written: every criterion that can be used, by ``checklist/criterion``.
    """
    sheet = Sheet(yaml_file.YamlDocument(file, {}))
    put_together = _Assembly(sheet, written)
    head = _head(sheet, grid)
    for line in sheet.lines(THEMES, grid):
        put_together.theme(line)
    if not put_together.themes:
        sheet.document.said.add(("themes",))
        if sheet.used_for(THEMES):
            sheet.say("C27", f"{sheet.used_for(THEMES)}!A2", heading=THEMES.columns[0].heading)
    for line in sheet.lines(CRITERIA, grid):
        put_together.criterion(line)
    for line in sheet.lines(SECTORS, grid):
        put_together.sector(line)
    put_together.empty_themes()
    value: Values = {"checklist": head, "themes": put_together.themes}
    retired = _retired(sheet, grid)
    if retired:
        value["retired"] = retired
    put_together.use_what_is_theirs(str(head.get("id", "")))
    _not_read(sheet, grid)
    sheet.document.value = value
    return sheet.document, sheet.found


def _head(sheet: Sheet, grid: Grid) -> Values:
    """What stands beside the labels of the sheet 'Checklist'."""
    head: Values = {}
    turned = {name: _turned(rows) for name, rows in grid.items()}
    lines = sheet.lines(HEAD, turned)
    sheet.document.spots["checklist",] = lines[0].spot("id") if lines else ""
    sheet.fill(lines[0] if lines else TableRow({}, {}), HEAD, ("checklist",), head)
    return head


def _turned(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Labels in the first column with values in the second, as headings with one row of values."""
    pairs = [(row[0], row[1] if len(row) > 1 else Cell("", row[0].spot)) for row in rows if row]
    words = {plain(column.heading) for column in HEAD.columns}
    titles = plain(HEAD_TITLES[0])
    pairs = [
        (label, value)
        for label, value in pairs
        if plain(label.value) in words or (plain(label.value) != titles and value.value not in ("", None))
    ]
    return [[label for label, _ in pairs], [value for _, value in pairs]]


def _retired(sheet: Sheet, grid: Grid) -> list[Values]:
    retired: list[Values] = []
    for line in sheet.lines(RETIRED, grid):
        gone: Values = {}
        at = ("retired", len(retired))
        sheet.document.spots[at] = line.spot("id")
        sheet.fill(line, RETIRED, at, gone)
        retired.append(gone)
    return retired


def _not_read(sheet: Sheet, grid: Grid) -> None:
    """A sheet that was not read is named: nothing that somebody wrote is passed over in silence."""
    for name, rows in grid.items():
        if name not in sheet.used and any(cell.value not in ("", None) for row in rows for cell in row):
            sheet.say("C22", f"{name}!A1", sheet=name)


def _plain(read: shape.CriterionShape) -> Values:
    """A criterion as plain values, without what is not said."""
    return read.model_dump(exclude_defaults=True)
