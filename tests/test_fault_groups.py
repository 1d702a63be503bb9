"""What is wrong with a workbook fits on a screen: worst first, one line for one thing, and nothing is lost."""

import io
import re
import textwrap
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from audit.checklist.load import load
from audit.model import Audit, Rating, Response, Setting
from audit.problems import CATALOGUE, Severity, Where, grouping, problem
from audit.samples import demonstration
from audit.workbook import layout
from audit.workbook.read import reader
from audit.workbook.write import writer

DAY = demonstration.SAMPLE_DAY
KIND = "early-years"
SCREEN = 25
RATINGS_OF_OTHERS = ("Mostly", "0", "Green", "tbc", "2", "Mostly")
READ_AS = ("Y", "partly", "no", "met!", "yes", "n/a")


class Spoilt:
    """A good workbook, to be spoilt in many ways; cells are found by their headings."""

    def __init__(self) -> None:
        checklist = load("leaders", KIND)
        responses = tuple(
            Response(ref=c.id, rating=Rating.MET, evidence="CP policy p12, office cabinet.") for c in checklist.criteria
        )
        audit = Audit(
            checklist=checklist.id,
            edition=checklist.edition,
            setting=Setting(name="Rosebank Nursery (invented)", kind=KIND, urn="EY1"),
            responses=responses,
            audit_date=DAY,
        )
        self.titles = [c.title for c in checklist.criteria]
        self.book = openpyxl.load_workbook(io.BytesIO(writer.build(checklist, audit, DAY)))
        self.sheet = self.book[layout.CHECKLIST]
        at = next(row for row in range(1, 12) if "Rating" in {c.value for c in self.sheet[row]})
        self.columns = {cell.value: cell.column_letter for cell in self.sheet[at]}
        by_ref = {cell.value: cell.row for cell in self.sheet[self.columns["Ref"]]}
        self.rows = [by_ref[c.id] for c in checklist.criteria]

    def put(self, number: int, heading: str, value: object) -> str:
        """Write into the answer to a question; its address."""
        address = f"{self.columns[heading]}{self.rows[number]}"
        self.sheet[address] = value
        return address

    def label(self, label: str, value: object) -> None:
        """Write beside a label of the first sheet."""
        start = self.book[layout.START]
        row = next(cell.row for cell in start["A"] if cell.value == label)
        start.cell(row, 2).value = value

    def save(self, path: Path) -> Path:
        self.book.save(path)
        return path


def mixed(path: Path) -> Path:
    """Sixty or more faults of many kinds, errors, warnings and notes, in no order."""
    spoilt = Spoilt()
    spoilt.label("Name of setting", None)
    for number, text in enumerate(RATINGS_OF_OTHERS * 3):
        spoilt.put(number, "Rating", text)
    for number, text in enumerate(READ_AS * 2, start=18):
        spoilt.put(number, "Rating", text)
    for number in range(30, 36):
        spoilt.put(number, "Rating", None)
    for number, text in enumerate(("ASAP", "half term", "31/02/2027", "Dec 18", "Sept '27", "18/3", "ASAP")):
        spoilt.put(number + 2, "By when", text)
        spoilt.put(number + 2, "Status", "sort of")
    for number, text in enumerate(("policy", "yes", "to do", "tbc", "policy"), start=38):
        spoilt.put(number, "Evidence", text)
    for number in range(44, 47):
        spoilt.put(number, "Rating", "Not applicable")
    spoilt.put(47, "Evidence", "Spoke to Jayden Mason's mum on 07700 900123")
    spoilt.put(48, "Evidence", "Ring 07700 900456")
    spoilt.put(49, "Rating", "=1+1")
    spoilt.put(50, "Ref", "no-such-question")
    spoilt.put(51, "Ref", spoilt.sheet[f"{spoilt.columns['Ref']}{spoilt.rows[52]}"].value)
    spoilt.put(53, "Ref", None)
    return spoilt.save(path)


def on_screen(output: str, width: int = 80) -> int:
    """How many lines of a window a text takes."""
    return sum(len(textwrap.wrap(line, width)) or 1 for line in output.splitlines())


def test_sixty_mixed_faults_fit_on_a_screen(run, tmp_path):
    problems = reader.read(mixed(tmp_path / "bad.xlsx")).problems
    assert len(problems) >= 60
    assert {p.severity for p in problems} == set(Severity)
    assert len({p.code for p in problems}) >= 15
    done = run("check", "bad.xlsx")
    assert done.exit_code == 1
    assert on_screen(done.output) <= SCREEN, done.output
    assert done.output.count("bad.xlsx") <= 2, "named once, and in the command for the marked copy"
    assert "--all" in done.output
    assert "--marked" in done.output


def test_every_one_is_behind_all_and_in_the_marked_copy_in_the_same_order(run, tmp_path):
    problems = reader.read(mixed(tmp_path / "bad.xlsx")).problems
    output = run("check", "bad.xlsx", "--all").output
    lines = re.findall(r"^    (?:(.+?!\w+): )?([A-Z]\d\d) ", output, re.MULTILINE)
    assert sorted(lines) == sorted((p.where.spot, p.code) for p in problems)
    run("check", "bad.xlsx", "--marked", "marked.xlsx")
    rows = openpyxl.load_workbook(tmp_path / "marked.xlsx")["Faults found"].iter_rows(min_row=2, values_only=True)
    assert [(row[0], row[1]) for row in rows] == lines


def test_the_numbers_add_up(run, tmp_path):
    problems = reader.read(mixed(tmp_path / "bad.xlsx")).problems
    output = run("check", "bad.xlsx").output
    said = [int(number) for number in re.search(r"(\d+) errors?, (\d+) warnings?, (\d+) notes?\.", output).groups()]
    assert said == [sum(p.severity is s for p in problems) for s in Severity]
    shown = 0
    for line in re.findall(r"^    (.*?): [A-Z]\d\d ", output, re.MULTILINE):
        more = re.search(r" and (\d+) more$", line)
        shown += len(re.findall(r"\b[A-Z]+\d+\b", line)) + int(more[1] if more else 0)
    hidden = sum(int(number) for number in re.findall(r"(\d+) more (?:error|warning|note)", output))
    missing_beside_one_cell = sum(p.code == "W05" for p in problems) - 1
    assert shown + missing_beside_one_cell + hidden == len(problems)


def test_the_worst_comes_first_and_what_is_left_out_is_the_least(run, tmp_path):
    mixed(tmp_path / "bad.xlsx")
    for command in (("check",), ("score",), ("report",), ("check", "--all")):
        output = run(*command, "bad.xlsx").output
        assert output.index("Errors:") < output.index("Warnings:")
        assert "more error" not in output
        codes = re.findall(r"^    .*?: ([A-Z]\d\d) ", output, re.MULTILINE)
        order = [list(Severity).index(CATALOGUE[code].severity) for code in codes]
        assert order == sorted(order)
        assert codes[0] == "W11", "what stands most often"
        assert CATALOGUE[codes[order.index(1)]].code.startswith("P"), "what is personal, among warnings"


@pytest.mark.parametrize("command", ["score", "report", "review"])
def test_the_result_stands_on_the_same_screen(run, tmp_path, command):
    mixed(tmp_path / "bad.xlsx")
    more = ("-o", "review.xlsx") if command == "review" else ()
    output = run(command, "bad.xlsx", *more).output
    faults = output[: output.index("COPY.xlsx")]
    assert on_screen(faults) <= 12
    result = {"score": "A setting that gave no name.", "report": "bad-", "review": "marked to check first"}[command]
    assert result in output[len(faults) :]
    if command == "report":
        assert on_screen(output) <= SCREEN


def test_what_could_not_be_read_is_said_before_any_figure_and_is_no_blank(run, tmp_path):
    spoilt = Spoilt()
    for number in range(19):
        spoilt.put(number, "Rating", "Mostly")
    for number in range(19, 23):
        spoilt.put(number, "Rating", None)
    spoilt.save(tmp_path / "read.xlsx")
    for command in ("score", "report"):
        done = run(command, "read.xlsx")
        assert done.exit_code == 1
        said = "23 questions count as unanswered: 19 ratings could not be read and 4 were left blank."
        assert done.output.index(said) < done.output.index("%")
        assert "4 unanswered, 19 not read" in done.output
    checked = run("check", "read.xlsx").output
    assert "39 of 62 questions answered; 19 ratings could not be read." in checked
    assert "Not answered (4" in checked


@pytest.mark.parametrize(("heading", "text"), [("Rating", "=1"), ("Notes", "Met")])
def test_a_rating_that_stands_in_a_formula_or_beside_is_not_read_either(run, tmp_path, heading, text):
    spoilt = Spoilt()
    spoilt.put(3, "Rating", None)
    spoilt.put(3, heading, text)
    returned = reader.read(spoilt.save(tmp_path / "one.xlsx"))
    assert [len(returned.unread), len(returned.unanswered)] == [1, 0]
    assert run("score", "one.xlsx").exit_code == 1


def test_a_formula_elsewhere_makes_no_rating_unread(tmp_path):
    spoilt = Spoilt()
    spoilt.put(3, "Evidence", "=1")
    spoilt.put(4, "Rating", None)
    returned = reader.read(spoilt.save(tmp_path / "one.xlsx"))
    assert [len(returned.unread), len(returned.unanswered)] == [0, 1]


def test_blanks_alone_are_said_as_ever_and_are_no_fault_of_score(run, tmp_path):
    spoilt = Spoilt()
    spoilt.put(0, "Rating", None)
    spoilt.save(tmp_path / "one.xlsx")
    done = run("score", "one.xlsx")
    assert (done.exit_code, "could not be read" in done.output) == (0, False)
    assert "1 unanswered" in done.output


def test_what_is_unanswered_is_named_by_title_and_row_essentials_first(run, tmp_path):
    spoilt = Spoilt()
    for number in range(8):
        spoilt.put(number, "Rating", None)
    spoilt.save(tmp_path / "some.xlsx")
    output = run("check", "some.xlsx").output
    essential = {c.title for c in load("leaders", KIND).criteria[:8] if c.essential}
    assert essential
    assert f"Not answered (8, {len(essential)} of them essential): " in output
    named = re.findall(r"“(.+?)” \(row (\d+)\)", output)
    assert {title for title, _ in named[: len(essential)]} == essential
    assert all(spoilt.rows[spoilt.titles.index(title)] == int(row) for title, row in named)
    assert "and 4 more." in output
    assert len(re.findall(r"\(row \d+\)", run("check", "some.xlsx", "--all").output)) == 8


# The groups themselves


def found(code: str, *spots: str, file: str = "a.xlsx", **details: object) -> list:
    return [problem(code, Where(file=file, spot=spot), **details) for spot in spots]


def test_one_thing_is_said_once_with_its_cells_in_the_order_of_the_sheet():
    (group,) = grouping.grouped(found("W18", "Checklist!AA7", "Checklist!K12", "Checklist!M7", "Checklist!K7"))
    assert group.places() == "Checklist!K7, M7, AA7 and K12"
    many = grouping.grouped(found("W18", *(f"Checklist!K{n}" for n in range(2, 16))))[0]
    assert many.places(3) == "Checklist!K2, K3 and 12 more"


def test_several_sheets_and_files_are_named_where_there_are_several():
    (group,) = grouping.grouped(found("W18", "Checklist!K7", "Other!K7", "Checklist!K8"))
    assert group.places() == "Checklist!K7, K8 and Other!K7"
    both = (*found("F03", "", file="a.xlsx"), *found("F03", "", file="b.xlsx"))
    assert grouping.on_a_screen(both, 9, 80, ("see",))[0].startswith("    a.xlsx and b.xlsx: F03 ")


def test_different_words_for_one_thing_are_said_together_and_another_remedy_apart():
    words = [*found("W11", "Checklist!K2", text="Mostly", hint=""), *found("W11", "Checklist!K3", text="0", hint="")]
    (group,) = grouping.grouped(words)
    assert group.message() == "Not ratings: 'Mostly' and '0'."
    assert len(grouping.grouped([*words, *found("W16", "Start here!B6")])) == 2


@pytest.mark.parametrize("room", range(5, 40))
@pytest.mark.parametrize("width", [40, 80, 100])
def test_never_more_than_the_room_there_is(tmp_path_factory, room, width):
    problems = [
        one
        for code in ("W11", "W13", "W18", "W22", "W57", "W45", "P08", "W16")
        for number in range(6)
        for one in found(code, f"Checklist!K{number + 2}", text=f"text {number} " * 3, hint="", meaning="Met")
    ]
    lines = grouping.on_a_screen(problems, room, width, ("add --all", "do this"))
    assert grouping.height(lines, width) <= max(room, 3)
    assert sum(len(textwrap.wrap(line, width, break_on_hyphens=False)) for line in lines) <= max(room, 3)


def test_each_cell_read_as_met_out_of_other_words_is_named_in_plain_check(run, tmp_path):
    """A result that is too good must not hide in "and 11 more"."""
    spoilt = Spoilt()
    cells = [spoilt.put(number, "Rating", ("Yes", "Met - see policy")[number % 2]) for number in (0, 1, 2, 3, 5, 8, 13)]
    for number in range(14, 30):
        spoilt.put(number, "Rating", ("tbc", "Mostly", "partly", "n", "n/a")[number % 5])
        spoilt.put(number, "By when", ("soon", "5 Dec", "Sept '27", "Dec 18", "Mon 31/03/2027")[number % 5])
        spoilt.put(number, "Status", "sort of")
        spoilt.put(number, "Evidence", "yes")
        spoilt.put(number, "Action", "Jayden Smith, 07700 900123")
    spoilt.save(tmp_path / "bad.xlsx")
    output = run("check", "bad.xlsx").output
    assert on_screen(output) <= SCREEN
    (line,) = [line for line in output.splitlines() if ": W57 " in line]
    named = line.partition(": W57 ")[0].strip().removeprefix("Checklist!").split(", ")
    column, rows = cells[0].rstrip("0123456789"), [int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in cells]
    assert named == [f"{column}{rows[0]} to {column}{rows[3]}", *(f"{column}{row}" for row in rows[4:])]


def test_cells_one_below_the_other_are_named_by_the_first_and_the_last():
    def places(*spots):
        problems = [p for spot in spots for p in found("W57", spot, text="Y", meaning="Met")]
        (group,) = grouping.grouped(problems)
        return group.places()

    assert places("Checklist!K7") == "Checklist!K7"
    assert places("Checklist!K7", "Checklist!K8") == "Checklist!K7, K8"
    assert places("Checklist!K8", "Checklist!K7", "Checklist!K9") == "Checklist!K7 to K9"
    assert places("Checklist!K7", "Checklist!K9", "Checklist!K10", "Checklist!K11") == "Checklist!K7, K9 to K11"
    assert places("A!K7", "A!K8", "A!K9", "B!K10") == "A!K7 to K9, B!K10"
    assert places("A!K7", "A!L8", "A!K9") == "A!K7, L8, K9"


def test_a_command_to_copy_stands_in_a_line_of_its_own(run, tmp_path):
    mixed(tmp_path / "bad.xlsx")
    for command in ("check", "score", "report"):
        lines = run(command, "bad.xlsx").output.splitlines()
        assert "    safeguarding-audit check bad.xlsx --marked COPY.xlsx" in lines


def test_lines_are_folded_for_a_person_and_never_for_a_program(monkeypatch, capsys):
    from audit.cli import screen

    monkeypatch.setenv("COLUMNS", "60")
    long, command = "  " + "word " * 40, f"    safeguarding-audit check {'a' * 60} --all"
    screen.say(long)
    assert capsys.readouterr().out.splitlines() == [long]
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    screen.say(long)
    screen.say(command)
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines[:-1])) <= 60
    assert lines[-1] == command


def test_what_can_stand_often_in_a_workbook_has_words_for_several():
    once = {
        "W01",
        "W02",
        "W03",
        "W17",
        "W19",
        "W20",
        "W21",
        "W24",
        "W25",
        "W26",
        "W41",
        "W42",
        "W43",
        "W44",
        "W53",
        "P10",
    }
    for code, fault in CATALOGUE.items():
        if code[0] in "WP" and code not in once and "{" in fault.message:
            assert fault.many.endswith((".", "?")), code
            assert "{" not in fault.fix, f"{code}: a remedy with a detail is not one for all"


@pytest.mark.parametrize("how", ["coloured", "merged"])
def test_a_cell_that_only_looks_answered_is_named_as_unanswered(run, tmp_path, how):
    spoilt = Spoilt()
    rating = spoilt.columns["Rating"]
    if how == "coloured":
        spoilt.put(5, "Rating", None)
        spoilt.sheet[f"{rating}{spoilt.rows[5]}"].fill = PatternFill("solid", fgColor="FF00B050")
    else:
        spoilt.sheet.merge_cells(f"{rating}{spoilt.rows[4]}:{rating}{spoilt.rows[5]}")
    spoilt.save(tmp_path / "one.xlsx")
    assert f"“{spoilt.titles[5]}” (row {spoilt.rows[5]})." in run("check", "one.xlsx").output
