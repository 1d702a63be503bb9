"""The register of expected settings: our own columns, the public extract's, and what people's programs make of them."""

import csv
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from audit.aggregate import register, run
from audit.checklist.load import load
from audit.problems import AuditError
from audit.samples import demonstration
from audit.text import evidence_key, identifier, plain
from tests import many

KINDS = load("leaders").kinds
GIAS = (
    '"URN","LA (code)","LA (name)","EstablishmentName","TypeOfEstablishment (name)","EstablishmentStatus (name)",'
    '"PhaseOfEducation (name)","Trusts (name)"\r\n'
)


def read(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "settings.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return register.load(path, KINDS)


def codes(found):
    return [(p.code, p.where.spot) for p in found.problems]


def test_our_own_columns(tmp_path):
    found = read(
        tmp_path,
        "Name,URN,Kind,Phase,Local authority,Group,Contact,Due\n"
        "Rosebank,EY1,early-years,Nursery,Kent,Big Trust,a@example.org,31/03/2027\n"
        "Ashdown School,100234.0,School or college,Primary,,,,\n",
    )
    first, second = found.expected
    assert (first.name, first.urn, first.kind, first.phase) == ("Rosebank", "EY1", "early-years", "Nursery")
    assert (first.area, first.group, first.contact) == ("Kent", "Big Trust", "a@example.org")
    assert first.due == date(2027, 3, 31)
    assert (second.urn, second.kind, second.line) == ("100234", "school", 3)
    assert found.problems == ()


def test_the_public_extract_as_it_comes(tmp_path):
    found = read(
        tmp_path,
        GIAS
        + '"100001","201","City","St Bede\u2019s, \u00c9cole","Academy converter","Open","Primary","Big Trust"\r\n'
        + '"100002","201","City","Old School","Community school","Closed","Primary",""\r\n'
        + '"100003","201","City","New School","Free schools","Proposed to open","Primary",""\r\n'
        + '"100004","201","City","Leaving","Community school","Open, but proposed to close","Secondary",""\r\n'
        + '"100005","201","City","Centre","Children\u2019s centre","Open","",""\r\n',
        "cp1252",
    )
    assert [s.name for s in found.expected] == ["St Bede\u2019s, \u00c9cole", "Leaving", "Centre"]
    assert [s.kind for s in found.expected] == ["school", "school", "early-years"]
    assert found.expected[0].area == "City"
    assert found.expected[0].group == "Big Trust"
    assert sorted(code for code, _ in codes(found)) == ["A08", "A09"]
    assert "2 settings" in next(p.message for p in found.problems if p.code == "A09")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_without_a_word(tmp_path, encoding):
    found = read(tmp_path, "Name,URN\nÉcole,1\n", encoding)
    assert found.expected[0].name == "École"
    assert found.problems == ()


@pytest.mark.parametrize("mark", [";", "\t"])
def test_other_marks_between_cells(tmp_path, mark):
    found = read(tmp_path, f"Name{mark}URN\nA, with a comma{mark}7\n")
    assert (found.expected[0].name, found.expected[0].urn) == ("A, with a comma", "7")


def test_every_fault_has_its_line(tmp_path):
    found = read(
        tmp_path,
        "Name,Name,URN,Kind,Due\n"
        ",,,,\n"
        "A,,1,school,\n"
        ",,,school,\n"
        "B,,1,school,\n"
        "C,,,school,\n"
        "c,,,school,\n"
        "D,,2,scool,\n"
        "E,,3,school,half term\n"
        "F,,4,school,,spilled\n"
        "G,,5,Palace,\n",
    )
    assert codes(found) == [
        ("A11", "line 1"),
        ("A03", "line 4"),
        ("A04", "line 5"),
        ("A05", "line 7"),
        ("A06", "line 8"),
        ("A12", "line 9"),
        ("A07", "line 10"),
        ("A06", "line 11"),
    ]
    assert [s.name for s in found.expected] == ["A", "C", "D", "E", "F", "G"]
    assert "did you mean" in found.problems[4].message
    assert found.expected[2].kind == ""


def test_a_name_over_two_lines_keeps_the_line_numbers(tmp_path):
    found = read(tmp_path, 'Name,URN\n"Two\nlines",1\n,\nB,1\n')
    assert [s.name for s in found.expected] == ["Two lines"]
    assert codes(found) == [("A15", "line 2"), ("A04", "line 5")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "A10"),
        ("Name,URN\n", "A10"),
        ("Title,Number\nA,1\n", "A02"),
        (b"PK\x03\x04rest", "A13"),
        (b"\xd0\xcf\x11\xe0rest", "A13"),
        ("Name,URN\n" + '"' + "x" * 200_000, "A01"),
    ],
)
@pytest.mark.parametrize("limit", [131_072, 10_000_000])
def test_what_is_no_register(tmp_path, text, code, limit):
    before = csv.field_size_limit(limit)  # any library in the process may lift it
    try:
        with pytest.raises(AuditError) as caught:
            read(tmp_path, text)
    finally:
        csv.field_size_limit(before)
    assert caught.value.problems[-1].code == code


def test_no_such_file_and_a_folder(tmp_path):
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(AuditError) as caught:
            register.load(path, KINDS)
        assert caught.value.problems[0].code == "A01"


def test_null_bytes_are_no_traceback(tmp_path):
    assert [one.urn for one in read(tmp_path, "Name,URN\nA\0B,1\n").expected] == ["1"]


def test_what_is_written_is_read_again(tmp_path):
    first = read(tmp_path, 'Name,URN,Kind,Due\n"A, b",1,school,31/03/2027\n\u00e9,2,,\n')
    again = read(tmp_path, register.as_csv(first.expected))
    assert again.expected == first.expected


# Quotation marks and lines


def names(found):
    return [one.name for one in found.expected]


STRAY = {
    "at the beginning of a line": ('Name,URN\n{before}"Setting 49,100049\nSetting 50,100050\nSetting 51,100051\n', 3),
    "closed by another line's": ('Name,URN\n{before}"Setting 49,100049\n"Setting 50",100050\nSetting 51,100051\n', 3),
    "closed so that one record would fit": ('Name,URN\n{before}"Setting 49,100049\nSetting 50",100050\n', 2),
    "on the last line": ('Name,URN\n{before}Setting 49,100049\n"Setting 50,100050', 2),
    "before an identifier": ('Name,URN\n{before}Setting 49,"100049\nSetting 50,100050\n', 2),
    "among columns of words": (
        'Name,URN,Contact\n{before}"Setting 49,100049,a@example.org\n"Setting, 50",100050,b@example.org\n', 2
    ),
}  # fmt: skip


@pytest.mark.parametrize("where", STRAY)
def test_a_stray_quotation_mark_loses_no_setting(where, tmp_path):
    text, number = STRAY[where]
    before = "".join(f"Setting {n},{100000 + n}\n" for n in range(1, 49))
    found = read(tmp_path, text.format(before=before))
    assert len(found.expected) == 48 + number
    assert [one.urn for one in found.expected] == [str(100001 + n) for n in range(48 + number)]
    assert "A14" in {code for code, _ in codes(found)}
    assert all(spot.startswith("line ") for _, spot in codes(found))


def test_a_stray_quotation_mark_in_the_headings(tmp_path):
    found = read(tmp_path, 'Name,"URN\nSetting 1,100001\nSetting 2,100002\n')
    assert [one.urn for one in found.expected] == ["100001", "100002"]
    assert codes(found) == [("A14", "line 1")]


def test_a_quotation_mark_in_the_middle_of_a_cell_is_a_letter(tmp_path):
    found = read(tmp_path, 'Name,URN\nSt "Mary,100001\nThe "Old" Mill,100002\n')
    assert names(found) == ['St "Mary', 'The "Old" Mill']


def test_a_cell_of_several_lines_is_one_and_is_said(tmp_path):
    """As a spreadsheet program saves an address with line breaks in it."""
    text = 'Name,URN,Contact\nRosebank,EY1,"1 High Street,\nLeeds\nLS1 1AA"\n"A ""quoted"" name",2,\nLast,3,\n'
    found = read(tmp_path, text)
    assert names(found) == ["Rosebank", 'A "quoted" name', "Last"]
    assert [one.line for one in found.expected] == [2, 5, 6]
    assert codes(found) == [("A15", "line 2")]


ADDRESS = '"1 High St, Leeds,\nYorks, LS1"'
SEVERAL = {
    "a heading": ('Name,"Local\nauthority",URN\nA,Kent,1\nB,Kent,2\n', ["A", "B"], ["1", "2"]),
    "the first heading": ('"Name of\nsetting",URN\nA,1\nB,2\n', ["A", "B"], ["1", "2"]),
    "an address with many commas": (f"Name,Contact,URN\nA,{ADDRESS},1\nB,,2\n", ["A", "B"], ["1", "2"]),
    "an address at the end": (f"Name,URN,Contact\nA,1,{ADDRESS}\nB,2,\n", ["A", "B"], ["1", "2"]),
    "an address in one of two columns": (f"Name,Contact\nA,{ADDRESS}\nB,\n", ["A", "B"], ["", ""]),
}


@pytest.mark.parametrize("what", SEVERAL)
def test_a_quoted_cell_of_several_lines_adds_no_setting_and_loses_none(what, tmp_path):
    text, wanted, urns = SEVERAL[what]
    found = read(tmp_path, text)
    assert (names(found), [one.urn for one in found.expected]) == (wanted, urns)
    assert {code for code, _ in codes(found)} == {"A15"}


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux says how much memory a process took")
def test_as_many_lines_as_there_are_schools_take_little_memory(tmp_path):
    """200,000 lines, in a process of their own: at most 250 MB, the program itself included."""
    path = tmp_path / "settings.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Name,URN,Kind,Phase,Local authority,Group,Contact\n")
        for n in range(200_000):
            file.write(
                f"Invented School {n},{n + 100000},school,Primary,Area {n % 150},Trust {n % 900},o{n}@example.org\n"
            )
    code = (
        "import pathlib, re, sys\nfrom audit.aggregate import register\nfrom audit.checklist.load import load\n"
        "kinds = load('leaders').kinds\nread = register.load(pathlib.Path(sys.argv[1]), kinds)\n"
        # Not what getrusage says: that counts what the process was copied from, too.
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(len(read.expected), re.search(r'VmHWM:\\s+(\\d+)', status)[1])"
    )
    ended = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    number, kilobytes = map(int, ended.stdout.split())
    assert number == 200_000
    assert kilobytes < 250_000


# One name, written in two ways


ONE, TWO = (unicodedata.normalize(form, "Thérèse's Nursery") for form in ("NFC", "NFD"))


def test_a_name_is_one_however_its_accents_are_written(tmp_path):
    assert ONE != TWO
    found = read(tmp_path, f"Name\n{ONE}\n{TWO}\n")
    assert names(found) == [ONE]
    assert codes(found) == [("A05", "line 3")]
    assert plain(ONE) == plain(TWO)
    assert identifier("é1") == identifier("e\u03011")
    assert evidence_key(f"{ONE}, in the office") == evidence_key(f"{TWO}, in the office")


def test_a_return_is_matched_however_its_accents_are_written(tmp_path):
    returned = replace(demonstration.NURSERY, setting=replace(demonstration.NURSERY.setting, name=TWO, urn=""))
    (tmp_path / "returns").mkdir()
    (tmp_path / "returns" / "a.xlsx").write_bytes(demonstration.filled_workbook(returned, demonstration.SAMPLE_DAY))
    (tmp_path / "settings.csv").write_text(f"Name\n{ONE}\n", encoding="utf-8")
    overview = run.add_up(run.gather(many.order(tmp_path))).overview
    assert (overview.returns.expected_returned, overview.returns.missing, overview.returns.not_expected) == (1, 0, 0)
    assert overview.returned[0].name in {ONE, TWO}


def test_a_group_is_one_however_its_accents_are_written(tmp_path):
    found = read(tmp_path, f"Name,Trust\nA,{ONE}\nB,{TWO}\n")
    assert {one.group for one in found.expected} == {ONE}
    (tmp_path / "returns").mkdir()
    for name, group in (("a", ONE), ("b", TWO)):
        setting = replace(demonstration.NURSERY.setting, name=name, urn="", group=group)
        data = demonstration.filled_workbook(replace(demonstration.NURSERY, setting=setting), demonstration.SAMPLE_DAY)
        (tmp_path / "returns" / f"{name}.xlsx").write_bytes(data)
    overview = run.add_up(run.gather(many.order(tmp_path, register=None))).overview
    assert {row.group for row in overview.returned} == {ONE}
