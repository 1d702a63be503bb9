"""The register of expected settings: our own columns, the public extract's, and what people's programs make of them."""

from datetime import date

import pytest

from audit.aggregate import register
from audit.checklist.load import load
from audit.problems import AuditError

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
    assert codes(found) == [("A04", "line 5")]


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
def test_what_is_no_register(tmp_path, text, code):
    with pytest.raises(AuditError) as caught:
        read(tmp_path, text)
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
