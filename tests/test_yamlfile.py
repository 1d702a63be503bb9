"""YAML comes back as it was written, and what is not plain YAML is refused, at its line."""

import os
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.checklist import yaml_file
from audit.files import resources
from audit.problems import AuditError

FOLDER = resources.folder("checklists")
SHIPPED = sorted(FOLDER.rglob("*.yaml"))
AWKWARD = [
    "yes",
    "No",
    "on",
    "null",
    "~",
    "1.10",
    "007",
    "1_000",
    "0x1F",
    "12:30",
    "2026-11-22",
    "2026-1",
    "1e3",
    ".inf",
    "=",
    "<<",
    "# not a comment",
    "- not a list",
    "a: b",
    "? key",
    "! bang",
    "& anchor",
    "* alias",
    "@at",
    "`tick`",
    "%percent",
    "[x]",
    "{x}",
    "it's",
    'say "so"',
    "'quoted'",
    "trailing ",
    " leading",
    "tab\tinside",
    "two\nlines",
    "a\n\nb",
    "a\n  b\n",
    "\nstarts",
    "back\\slash",
    "bell \x07",
    "caf\u00e9",
    "next\x85line",
    "line\u2028separator",
    "\u00a0hard",
    "\U0001f600",
    "",
    "---",
    "...",
    "|",
    ">",
    ">-\nfolded",
    "x" * 300,
    "word " * 80,
    "a  b " * 40,
    "- item " * 30,
    "#" * 200,
    "100%",
    "10-12",
]


def code_of(text: str) -> list[tuple[str, str]]:
    with pytest.raises(AuditError) as refused:
        yaml_file.parse(text, "x.yaml")
    return [(p.code, p.where.spot) for p in refused.value.problems]


@pytest.mark.parametrize("text", AWKWARD, ids=ascii)
def test_awkward_text_comes_back(text):
    value = {"a": text, "list": [text, {"b": text}], "more": {"c": [text]}}
    assert yaml_file.parse(yaml_file.dump(value), "x").value == value


@settings(max_examples=300, deadline=None)
@given(
    st.text(st.one_of(st.sampled_from("ab \n\t-:#'\"|>&*!%{}[],?=01.~\\"), st.characters(codec="utf-8")), max_size=300)
)
def test_any_text_comes_back(text):
    value = {"a": [{"x": text, "y": [text]}], "b": text}
    assert yaml_file.parse(yaml_file.dump(value), "x").value == value


def test_kinds_of_values_are_kept_apart():
    value = {
        "day": date(2026, 11, 22),
        "text": "2026-11-22",
        "number": 3,
        "words": "3",
        "true": True,
        "yes": "true",
        "none": None,
    }
    assert yaml_file.parse(yaml_file.dump(value), "x").value == value
    assert not yaml_file._same({"a": 1}, {"a": True})
    assert not yaml_file._same({"a": 1, "b": 2}, {"b": 2, "a": 1})
    assert not yaml_file._same(["1"], [1])


def test_what_would_not_come_back_is_never_written(monkeypatch):
    monkeypatch.setattr(yaml_file, "parse", lambda *_: yaml_file.YamlDocument("", {"a": "other"}))
    with pytest.raises(AuditError) as refused:
        yaml_file.dump({"a": "text"})
    assert [p.code for p in refused.value.problems] == ["C21"]


def test_half_a_character_is_refused():
    with pytest.raises(AuditError) as refused:
        yaml_file.dump({"a": "half \ud83d"})
    assert [p.code for p in refused.value.problems] == ["C21"]


def test_it_is_written_as_a_person_would():
    long = "A sentence that goes on for rather longer than one line of a file should, so that it has to be folded."
    value = {"head": {"edition": "2026-1", "ids": ["a-b", "c"]}, "items": [{"id": "one", "text": long}, {"id": "two"}]}
    assert yaml_file.dump(value) == (
        'head:\n  edition: "2026-1"\n  ids: [a-b, c]\n\n'
        "items:\n  - id: one\n    text: >-\n"
        "      A sentence that goes on for rather longer than one line of a file should, so that it has to\n"
        "      be folded.\n\n"
        "  - id: two\n"
    )


@pytest.mark.parametrize("path", SHIPPED, ids=lambda p: p.stem)
def test_what_ships_comes_back(path):
    value = yaml_file.read(path).value
    assert yaml_file.parse(yaml_file.dump(value), "x").value == value


def test_a_mark_of_byte_order_is_no_matter(tmp_path):
    path = tmp_path / "windows.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: 1\r\nb: two\r\n")
    document = yaml_file.read(path)
    assert document.value == {"a": 1, "b": "two"}
    assert str(document.where(("b",))) == "windows.yaml > line 2"


def test_every_alias_and_tag_is_named_with_its_line():
    text = "a: &x [1]\nb: *x\nc: !!python/object/apply:os.system [ls]\nd: *x\n"
    assert code_of(text) == [("C09", "line 2"), ("C09", "line 3"), ("C09", "line 4")]


def test_laughs_are_refused_before_they_are_told():
    lines = ["l0: &l0 [lol, lol]"] + [f"l{n}: &l{n} [*l{n - 1}, *l{n - 1}]" for n in range(1, 60)]
    found = code_of("\n".join(lines))
    assert {code for code, _ in found} == {"C09"}
    assert len(found) == 100, "enough is enough"


@pytest.mark.parametrize("text", ["[" * 200_000, "{a: " * 50_000, "- " * 200_000, "? " * 200_000, "[[]," * 100_000])
def test_deep_nesting_is_refused_before_it_is_walked(text):
    assert code_of(text) == [("C01", "line 1")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b\n\tc: d\n", 2),
        ('a: b\nc: "open\n', 3),
        ("a: b: c\n", 1),
        ("a: 1\n---\nb: 2\n", 2),
        ("a: one\nb: nul \0 here\n", 2),
        ("a: 1\n? [x, y]\n: z\n", 2),
    ],
)
def test_what_is_not_yaml_is_said_with_its_line(text, line):
    assert code_of(text) == [("C01", f"line {line}")]


def test_bytes_that_are_no_text(tmp_path):
    for name, data, spot in (
        ("picture.yaml", b"\x89PNG\r\n\x1a\n\0\0\0", ""),
        ("sixteen.yaml", "a: b".encode("utf-16"), ""),
        ("windows.yaml", "a: b\nname: caf\xe9\n".encode("cp1252"), "line 2"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(AuditError) as refused:
            yaml_file.read(tmp_path / name)
        assert [(p.code, p.where.spot) for p in refused.value.problems] == [("C13", spot)]


def test_files_that_cannot_be_read(tmp_path):
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "huge.yaml").write_bytes(b"- a\n" * 250_001)
    for name, code in (("pipe", "C13"), ("folder", "C13"), ("none", "C13"), ("huge", "C20")):
        with pytest.raises(AuditError) as refused:
            yaml_file.read(tmp_path / f"{name}.yaml")
        assert [p.code for p in refused.value.problems] == [code], name
