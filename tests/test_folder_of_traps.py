"""A folder of 38 files with every trap that partnerships know: each is named rightly, and nobody's words are another's.

Every return holds a word that stands in no other, and every page and row is looked through for it.
"""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

import openpyxl
import pytest

from audit.aggregate import production, register, run, table_files
from audit.aggregate.overview import Outcome, State
from audit.checklist.load import load, load_all
from audit.model import Audit, Rating, Response, Setting
from audit.workbook import layout
from audit.workbook.write import splice
from tests import hostile
from tests.conftest import DAY

HEADINGS = ("URN", "EstablishmentName", "TypeOfEstablishment (name)", "LA (name)", "Trusts (name)", "Contact", "Due")
PLAIN = 16
WORD = re.compile(r"canary\d{3}")
DUE = DAY - timedelta(days=10)


@dataclass(frozen=True, kw_only=True)
class Trap:
    """A file of the folder: whose it says it is, and what has to be said of it.

    ``codes`` are those of the overview alone; ``of`` is the setting it counts for, or would.
    """

    file: str
    name: str
    urn: str
    codes: tuple[str, ...] = ()
    state: State = State.RETURNED
    counted: bool = True
    of: tuple[str, str] | None = None
    day: date = DAY - timedelta(days=20)
    made: str = ""


TRAPS = (
    *(Trap(file=f"{n:02}.xlsx", name=f"Rowan {n} School (invented)", urn=f"1000{n:02}") for n in range(PLAIN)),
    Trap(file="late.xlsx", name="Late School (invented)", urn="200001", day=DAY),
    Trap(
        file="twice-first.xlsx", name="Twice School (invented)", urn="200002", counted=False, codes=("A31",),
        day=DAY - timedelta(days=40),
    ),
    Trap(file="twice-second.xlsx", name="Twice School (invented)", urn="200002"),
    Trap(file="calc.ods", name="Calc School (invented)", urn="200003", made="ods"),
    Trap(file="named-wrongly.ods", name="Renamed School (invented)", urn="200004"),
    Trap(file="scan.pdf", name="", urn="", made="pdf", counted=False),
    Trap(file="200005-printed-school-invented.xlsx", name="", urn="", made="pdf", counted=False),
    Trap(file="packed.zip/inside.xlsx", name="Packed School (invented)", urn="200006"),
    Trap(file="from/the/office/deep.xlsx", name="Deep School (invented)", urn="200007"),
    Trap(file="edition.xlsx", name="Edition School (invented)", urn="200008", made="edition"),
    Trap(
        file="last-years-file.xlsx", name="Again School (invented)", urn="200009", made="sent before", counted=False,
        codes=("A48",), state=State.ANOTHER_YEAR,
    ),
    Trap(
        file="last-years-date.xlsx", name="Old School (invented)", urn="200010", counted=False, codes=("A47",),
        state=State.ANOTHER_YEAR, day=DAY - timedelta(days=400),
    ),
    Trap(
        file="far-date.xlsx", name="Future School (invented)", urn="200011", counted=False, codes=("A47",),
        state=State.ANOTHER_YEAR, day=date(2028, 5, 3),
    ),
    Trap(
        file="blank.xlsx", name="Blank School (invented)", urn="200012", made="blank", counted=False, codes=("A32",),
        state=State.BLANK,
    ),
    Trap(
        file="neighbour.xlsx", name="Larch School (invented)", urn="200014", counted=False, codes=("A42",),
        state=State.WAITING, of=("Larch School (invented)", "200013"),
    ),
    Trap(file="its-own.xlsx", name="Maple School (invented)", urn="200014"),
    Trap(
        file="no-urn.xlsx", name="Nameless School (invented)", urn="", codes=("A44",),
        of=("Nameless School (invented)", "200015"),
    ),
    Trap(file="twin.xlsx", name="Twin School (invented)", urn="", counted=False, codes=("A35",)),
    Trap(file="stranger.xlsx", name="Stranger School (invented)", urn="999999", codes=("A30",)),
    Trap(
        file="zeros.xlsx", name="Zeros School (invented)", urn="1234", codes=("A43",),
        of=("Zeros School (invented)", "001234"),
    ),
    Trap(
        file="accent.xlsx", name="Ste Thérèse School (invented)", urn="200018", counted=False, codes=("A31",),
    ),
    Trap(file="accent (1).xlsx", name="Ste Thérèse School (invented)", urn="200018", made="copy"),
)  # fmt: skip
UNSENT = (
    ("Silent School (invented)", "200019"),
    ("Twin School (invented)", "200016"),
    ("Twin School (invented)", "200017"),
)


def word_of(trap):
    """The word of a return: a copy has that of the file that it is a copy of."""
    return f"canary{TRAPS.index(trap) - (trap.made == 'copy'):03}"


@lru_cache
def template():
    return splice.template(load("leaders", "school"), DAY, level=1)


def audit_of(trap):
    word, checklist = word_of(trap), template().checklist
    ratings = (Rating.MET, Rating.PARTLY, Rating.NOT_MET)
    said = tuple(
        Response(ref=c.id, rating=ratings[(n + TRAPS.index(trap)) % 3], evidence=f"Minutes, item {n}, {word}",
                 action=f"Ask {word}", owner=f"Owner {word}")
        for n, c in enumerate(checklist.criteria)
    )  # fmt: skip
    return Audit(
        checklist=checklist.id, edition=checklist.edition, setting=Setting(name=trap.name, kind="school", urn=trap.urn),
        responses=() if trap.made == "blank" else said, audit_date=trap.day, completed_by=f"Head {word}",
    )  # fmt: skip


def as_ods(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return hostile.ods(
        tables={
            name: "".join(
                hostile.ods_row("".join(map(hostile.ods_cell, line))) for line in book[name].iter_rows(values_only=True)
            )
            for name in (layout.START, layout.CHECKLIST, layout.META)
        }
    )


def contents(trap):
    if trap.made == "pdf":
        return b"%PDF-1.7 invented"
    if trap.made == "copy":
        return contents(TRAPS[TRAPS.index(trap) - 1])
    made = template()
    if trap.made == "edition":
        digest, edition = made.checklist.digest.encode(), made.checklist.edition.encode()
        parts = {
            name: data.replace(digest, b"0" * 64).replace(edition, b"2025-09") if digest in data else data
            for name, data in made.parts.items()
        }
        made = replace(made, parts=parts, _stored={})
    data = made.fill(audit_of(trap))
    return as_ods(data) if trap.made == "ods" else data


def owner(trap):
    return trap.of or (trap.name, trap.urn)


def put(folder):
    """The folder, its register as GIAS gives it but with semicolons, and what was sent last year."""
    for trap in TRAPS:
        data, path = contents(trap), folder / "returns" / trap.file
        if ".zip/" in trap.file:
            archive, _, member = trap.file.partition("/")
            with zipfile.ZipFile(folder / "returns" / archive, "w") as packed:
                packed.writestr(member, data)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if trap.made == "sent before":
            (folder / "last").mkdir()
            (folder / "last" / "another name.xlsx").write_bytes(data)
    (folder / "settings.csv").write_bytes(register_text().encode("cp1252"))


def register_text():
    known = dict.fromkeys(
        owner(trap) for trap in TRAPS if trap.name and "A30" not in trap.codes and "A35" not in trap.codes
    )
    lines = [HEADINGS]
    for name, urn in (*known, *UNSENT, ("Printed School (invented)", "200005")):
        lines.append((urn, name, "Academy converter", "Northshire", "", f"{urn}@example.org", DUE.isoformat()))
    return "".join(f"{';'.join(line)}\r\n" for line in lines)


@pytest.fixture(scope="module")
def run_of_all(tmp_path_factory):
    folder = tmp_path_factory.mktemp("traps")
    put(folder)
    order = run.Order(
        paths=(str(folder / "returns"),), output=folder / "out", as_of=DAY, register=folder / "settings.csv",
        previous=(str(folder / "last"),), processes=0,
    )  # fmt: skip
    return production.produce(order, reports=True).overview, folder / "out"


def test_each_trap_is_named_rightly(run_of_all):
    made, _ = run_of_all
    assert len(TRAPS) == len(made.files) == 38
    lines = {line.file.partition("returns/")[2].replace(".zip > ", ".zip/"): line for line in made.files}
    rows = {(row.name, row.urn): row for row in made.settings}
    for trap in TRAPS:
        line = lines[trap.file]
        assert line.counted == trap.counted, trap.file
        assert {p.code for p in line.problems if p.code.startswith("A")} == set(trap.codes), trap.file
        assert bool(line.why_not) != line.counted, trap.file
        assert (line.outcome is Outcome.REFUSED) == (trap.made == "pdf"), trap.file
        if trap.made == "pdf" or trap.codes in {("A35",), ("A31",)}:
            continue
        row = rows[owner(trap)]
        assert row.state is trap.state, trap.file
        assert row.late == (trap.day == DAY or trap.state in {State.WAITING, State.ANOTHER_YEAR, State.BLANK}), (
            trap.file
        )
        assert bool(row.other_edition) == (trap.made == "edition"), trap.file
        assert row.expected == ("A30" not in trap.codes)
    assert rows[("Printed School (invented)", "200005")].state is State.UNREADABLE
    assert [rows[one].state for one in UNSENT] == [State.MISSING] * 3
    in_figures = [t for t in TRAPS if t.counted and "A30" not in t.codes]
    assert made.returns.returned == made.returns.expected_returned == len(in_figures)
    assert sum(number for _, number in made.levels) == len(in_figures)


def test_nobodys_words_stand_under_anothers_name(run_of_all):
    """On a page of one setting, in a row of the data, or anywhere at all for what is not counted."""
    made, out = run_of_all
    keys = {(row.name, row.urn): row.key for row in made.settings}
    pages = {p.relative_to(out): p.read_text(encoding="utf-8") for p in out.rglob("*.html")}
    rows = [
        (path.name, row["setting"], str(row))
        for path in (out / "data").glob("*.csv")
        for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))
        if "setting" in row
    ]
    with zipfile.ZipFile(out / "overview.xlsx") as book:
        sheets = b"".join(book.read(name) for name in book.namelist()).decode()
    whose = {word_of(trap): keys[owner(trap)] for trap in TRAPS if trap.counted}
    for word in {word_of(trap) for trap in TRAPS if trap.made not in {"pdf", "blank"}}:
        key = whose.get(word)
        own = {f"feedback/{key}.html", f"reports/{key}.html"} if key else set()
        assert {path.as_posix() for path, text in pages.items() if word in text} == own, word
        assert {setting for _, setting, text in rows if word in text} == ({key} if key else set()), word
        assert {name for name, _, text in rows if word in text} >= ({"responses.csv", "actions.csv"} if key else set())
        assert word not in sheets
    if table_files.has_parquet():
        from pyarrow import parquet

        for path in out.rglob("*.parquet"):
            for row in parquet.read_table(path).to_pylist():
                assert {whose.get(word) for word in WORD.findall(str(row))} <= {row.get("setting")}, path.name


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("cp1252", ";"), ("utf-8-sig", ","), ("utf-8-sig", ";"), ("utf-16", "\t")]
)
def test_the_register_says_the_same_however_it_was_saved(tmp_path, encoding, delimiter):
    kinds = tuple(dict.fromkeys(kind for one in load_all() for kind in one.kinds))
    paths = [tmp_path / "given.csv", tmp_path / "saved.csv"]
    paths[0].write_bytes(register_text().encode("cp1252"))
    paths[1].write_bytes(register_text().replace(";", delimiter).encode(encoding))
    one, other = (register.load(path, kinds, ()) for path in paths)
    assert one.expected == other.expected
    assert {e.kind for e in one.expected} == {"school"}
    assert "Ste Thérèse School (invented)" in {e.name for e in one.expected}
    assert "001234" in {e.urn for e in one.expected}
