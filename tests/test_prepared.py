"""What is made ahead is what the files say, and is believed only while it is: never stale, never tampered with."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from audit import files, model
from audit.checklist import load as loading
from audit.checklist import model_json, prepared
from audit.checklist import shelf as shelves
from audit.checklist.load import load, load_all
from audit.files import resources
from audit.problems import AuditError
from audit.report import build, html, templates
from audit.samples.demonstration import NURSERY, SAMPLE_DAY, filled_workbook
from audit.workbook.read import reader
from tests.conftest import ROOT
from tests.own import OWN, own_folder


def forget():
    """As in a new process."""
    for kept in (shelves._shelf, shelves._ours, loading._all, loading._load, html._environment):
        kept.cache_clear()


@pytest.fixture
def checkout(tmp_path, monkeypatch) -> Path:
    """A checkout of one's own, as far as the packaged files go; nothing has been prepared in it."""
    for name in ("checklists", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "audit").mkdir()
    monkeypatch.setattr(resources, "_PACKAGE", tmp_path / "audit")
    forget()
    yield tmp_path
    forget()


def kept(checkout: Path, name: str = prepared.NAME) -> Path:
    return checkout / "audit" / "data" / "prepared" / name


def believed() -> object:
    return resources.prepared(prepared.NAME, prepared._origin())


def again() -> tuple[model.Checklist, ...]:
    forget()
    return load_all()


# What comes out is what the files say


def test_what_is_kept_is_what_was_parsed_for_every_checklist_and_kind(checkout):
    parsed = shelves.read_ours()
    load_all()
    found = model_json.decoded(believed())
    assert found == parsed
    assert repr(found) == repr(parsed), "the kinds of values are the same too"
    assert again() == parsed
    for checklist in parsed:
        for kind in (model.ANY_KIND, *(kind.id for kind in checklist.kinds)):
            assert load(checklist.id, kind) == checklist.for_kind(kind)
            assert repr(load(checklist.id, kind)) == repr(checklist.for_kind(kind))


def test_what_was_one_object_is_one_object(checkout):
    def provisions(checklists):
        return [id(p) for checklist in checklists for c in checklist.criteria for p in c.cites]

    parsed, found = shelves.read_ours(), model_json.decoded(model_json.encoded(shelves.read_ours()))
    assert len(set(provisions(found))) == len(set(provisions(parsed)))


@pytest.mark.parametrize("value", [1.5, b"x", ["x"], {"x": 1}, {"x"}, Path("x"), NURSERY.setting.__class__], ids=repr)
def test_what_has_no_place_in_the_data_is_refused_when_it_is_made(value):
    with pytest.raises(TypeError):
        model_json.encoded([(value,)])


def test_only_classes_of_the_model_are_made():
    data = model_json.encoded([model.Kind(id="a", title="b", about="c")])
    for name in ("replace", "Collection", "StrEnum", "Path", "__builtins__", "ANY_KIND"):
        other = json.loads(json.dumps(data).replace('"Kind"', f'"{name}"'))
        with pytest.raises((TypeError, ValueError)):
            model_json.decoded(other)
    with pytest.raises(TypeError):  # a function that takes no value
        model_json.decoded({"fields": {"field": []}, "objects": [["field"]], "values": [{"at": 0}]})


# It is believed only while it is true


def test_a_checkout_prepares_itself_once(checkout, monkeypatch):
    first = load_all()
    assert kept(checkout).is_file()
    monkeypatch.setattr(shelves, "read_ours", lambda: pytest.fail("it is read again"))
    assert again() == first


@pytest.mark.parametrize("name", ["leaders.yaml", "kinds.yaml", "sources/children-act-2004.yaml"])
def test_a_changed_file_is_read_again(checkout, name):
    load_all()
    assert believed()
    path = checkout / "checklists" / name
    path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    assert believed() is None
    assert again() == shelves.read_ours()
    assert believed(), "and kept"


def test_changed_words_are_seen(checkout):
    before = load("leaders")
    path = checkout / "checklists" / "leaders.yaml"
    title = before.title
    path.write_text(path.read_text(encoding="utf-8").replace(title, "Quite another title", 1), encoding="utf-8")
    forget()
    assert load("leaders").title == "Quite another title"


def test_a_file_more_or_less_is_seen(checkout):
    load_all()
    path = checkout / "checklists" / "our-own.yaml"
    path.write_text(OWN, encoding="utf-8")
    assert believed() is None
    assert "our-own" in [checklist.id for checklist in again()]
    path.rename(path.with_suffix(".away"))
    assert believed() is None
    assert "our-own" not in [checklist.id for checklist in again()]


def test_a_fault_of_ours_is_said_as_if_nothing_were_prepared(checkout):
    load_all()
    path = checkout / "checklists" / "leaders.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("duty: must", "duty: may", 1), encoding="utf-8")
    with pytest.raises(AuditError) as wanted:
        shelves.read_ours()
    with pytest.raises(AuditError) as found:
        again()
    assert list(map(str, found.value.problems)) == list(map(str, wanted.value.problems))


def test_other_code_or_another_version_is_not_believed(checkout, monkeypatch):
    load_all()
    own = prepared._origin()
    monkeypatch.setattr(resources, "__version__", "9.9.9")
    assert believed() is None
    monkeypatch.undo()
    monkeypatch.setattr(resources, "_PACKAGE", checkout / "audit")
    assert resources.prepared(prepared.NAME, own), "it was"
    for change in ({"code": "0" * 64}, {"files": {}}, {"more": 1}):
        assert resources.prepared(prepared.NAME, own | change) is None
    code = [path for room in ("checklist", "model") for path in (ROOT / "audit" / room).glob("*.py")]
    assert own["code"] == resources.digest(code)
    monkeypatch.setattr(resources, "_FORMAT", resources._FORMAT + 1)
    assert believed() is None


def test_where_files_stand_changes_nothing(tmp_path):
    found = []
    for folders in (("a", "b"), ("b", "a"), ("c", "a")):
        paths = [tmp_path / folder / name for folder, name in zip(folders, ("one.py", "two.py"), strict=True)]
        for path in paths:
            path.parent.mkdir(exist_ok=True)
            path.write_text(path.name)
        found.append(resources.digest(paths))
    assert len(set(found)) == 1
    paths[0].write_text("other")
    assert resources.digest(paths) != found[0]


def test_what_cannot_be_read_is_no_origin(checkout):
    assert resources.prepared(prepared.NAME, None) is None
    kept(checkout).parent.mkdir(parents=True)
    kept(checkout).write_bytes(resources.packed(None, {"fields": {}, "objects": [], "values": []}))
    assert resources.prepared(prepared.NAME, None) is None
    broken = checkout / "checklists" / "sources" / "nowhere.yaml"
    broken.symlink_to(checkout / "nothing")
    assert prepared._origin() is None
    with pytest.raises(AuditError):
        load_all()


def damaged(head: bytes, data: bytes) -> dict[str, bytes]:
    """The file of these two lines, damaged in every way that we thought of."""

    def saying(**other):
        return json.dumps(json.loads(head) | other).encode() + b"\n" + data

    return {
        "empty": b"",
        "no head": data,
        "no data": head,
        "cut off": head + b"\n" + data[:-1],
        "a word changed": head + b"\n" + data.replace(b"child", b"adult", 1),
        "a line more": head + b"\n" + data + b"\n" + data,
        "heads alone": head + b"\n" + head,
        "not text": b"\xff\xfe\n" + data,
        "nested deep": b"[" * 100_000 + b"\n" + data,
        "a list for a head": b"[]\n" + data,
        "no sum": head.replace(b'"sha256"', b'"sha1"', 1) + b"\n" + data,
        "another sum": saying(sha256="0" * 64),
        "another form": saying(format=0),
        "another version": saying(tool="0.0.9"),
        "another origin": saying(**{"from": {}}),
    }


DAMAGES = tuple(damaged(b"{}", b""))


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_never_believed(checkout, damage):
    wanted = load_all()
    head, data = kept(checkout).read_bytes().split(b"\n")
    changed = damaged(head, data)[damage]
    assert changed != head + b"\n" + data
    kept(checkout).write_bytes(changed)
    assert believed() is None
    assert again() == wanted
    assert kept(checkout).read_bytes() == head + b"\n" + data, "it is mended"


def test_words_changed_under_a_right_sum_are_those_of_other_files(checkout):
    """Whoever makes the file from other YAML has another origin, whatever else is right."""
    path, own = checkout / "checklists" / "leaders.yaml", None
    own = path.read_bytes()
    path.write_bytes(own.replace(b"Safeguarding", b"Flattering"))
    load_all()
    path.write_bytes(own)
    assert believed() is None
    assert again() == shelves.read_ours()


def test_a_file_that_changes_while_it_is_read_is_not_kept(checkout, monkeypatch):
    path = checkout / "checklists" / "leaders.yaml"
    reading = shelves.read_ours

    def slow():
        found = reading()
        path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
        return found

    monkeypatch.setattr(shelves, "read_ours", slow)
    assert load_all() == reading()
    assert not kept(checkout).exists()


# Where it cannot be kept


def test_where_nothing_can_be_written_all_goes_on(checkout, monkeypatch):
    (checkout / "audit" / "data").write_bytes(b"a file in the place of the folder")
    assert load_all() == shelves.read_ours()
    (checkout / "audit" / "data").unlink()
    monkeypatch.setattr(resources.os, "access", lambda *_: False)
    assert again() == shelves.read_ours()
    assert page()
    assert list((checkout / "audit").iterdir()) == []


def test_an_installed_package_is_never_written_to(checkout):
    data = checkout / "audit" / "data"
    data.mkdir()
    for name in ("checklists", "templates"):
        (checkout / name).rename(data / name)
    assert load_all()
    assert page()
    assert sorted(path.name for path in data.iterdir()) == ["checklists", "templates"]


# The templates


def page() -> str:
    html._environment.cache_clear()
    returned = reader.read_bytes(filled_workbook(NURSERY, SAMPLE_DAY), "a.xlsx")
    return html.render(build.build(returned, SAMPLE_DAY))


def test_a_page_is_the_same_however_its_templates_are_compiled(checkout, monkeypatch):
    made = page()
    assert kept(checkout, templates.NAME).is_file()
    monkeypatch.setattr(templates, "compiled", lambda: pytest.fail("they are compiled again"))
    assert isinstance(html._environment().loader, templates._Compiled)
    assert page() == made
    monkeypatch.setattr(resources, "prepared", lambda *_: None)
    monkeypatch.setattr(resources, "can_keep", lambda: False)
    assert page() == made, "as jinja2 does it by itself"
    assert not isinstance(html._environment().loader, templates._Compiled)


def test_every_template_is_compiled(checkout):
    html._environment.cache_clear()
    environment = html._environment()
    for path in (checkout / "templates").glob("*.html"):
        template = environment.get_template(path.name)
        assert Path(template.filename) == path, "so that a fault has its place"
    with pytest.raises(templates.jinja2.TemplateNotFound):
        environment.get_template("nothing.html")


def test_no_filter_of_ours_takes_a_context():
    """While the templates are compiled nothing is known of them but their names."""
    own = {
        name: made for name, made in html._environment().filters.items() if name not in templates.jinja2.filters.FILTERS
    }
    assert own
    assert [name for name, made in own.items() if hasattr(made, "jinja_pass_arg")] == []


def test_a_changed_template_is_seen(checkout):
    page()
    path = checkout / "templates" / "report.html"
    path.write_text(path.read_text(encoding="utf-8").replace("</main>", "<p>Quite another end</p></main>"), "utf-8")
    assert "Quite another end" in page()


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_templates_are_never_run(checkout, damage):
    made = page()
    path = kept(checkout, templates.NAME)
    head, data = path.read_bytes().split(b"\n")
    path.write_bytes(damaged(head, data)[damage])
    assert resources.prepared(templates.NAME, templates._origin()) is None
    assert page() == made


# The libraries that a command does without


RUN = """
import sys
sys.argv = ["safeguarding-audit", *sys.argv[1:]]
from audit.__main__ import main
try:
    main()
except SystemExit as end:
    assert end.code in (0, 1), end.code  # a warning about a cell ends a check with 1
print("IMPORTED", *sorted({name.split(".")[0] for name in sys.modules}))
"""
READING = {"pydantic", "pydantic_core", "yaml", "pandas", "docx", "icalendar", "fsspec", "filelock", "PIL", "http"}


@pytest.fixture(scope="module")
def bare(tmp_path_factory) -> Path:
    """A checkout that nobody has run."""
    folder = tmp_path_factory.mktemp("bare")
    for name in ("audit", "checklists", "templates"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "data"))
    files.write(folder / "filled.xlsx", filled_workbook(NURSERY, SAMPLE_DAY))
    return folder


def imported(bare: Path, out: Path, *words: str) -> set[str]:
    """The libraries that a process has imported once the command has done its work."""
    run = subprocess.run(
        [sys.executable, "-c", RUN, *words, *(["-o", str(out)] if words[0] in {"report", "new"} else [])],
        cwd=bare,
        env={"PYTHONPATH": str(bare)},
        capture_output=True,
        text=True,
        check=False,
    )
    done, said, names = run.stdout.rpartition("IMPORTED")
    assert said, run.stderr
    assert done.strip(), "it has done its work"
    return set(names.split())


@pytest.mark.parametrize(
    ("words", "never"),
    [
        (["check", "filled.xlsx"], READING | {"openpyxl", "jinja2"}),
        (["score", "filled.xlsx"], READING | {"openpyxl", "jinja2"}),
        (["report", "filled.xlsx"], READING | {"openpyxl"}),
        (["new", "leaders", "--kind", "school"], {"pydantic", "pydantic_core", "yaml", "pandas"}),
    ],
    ids=("check", "score", "report", "new"),
)
def test_what_a_command_does_not_need_is_not_imported(bare, tmp_path, words, never):
    imported(bare, tmp_path / "1.xlsx", *words)  # which prepares what the next one finds
    assert imported(bare, tmp_path / "2.xlsx", *words) & never == set()


def test_a_folder_of_ones_own_is_read_as_it_is_written(bare, tmp_path):
    """So what is held above can fail."""
    folder = own_folder(tmp_path)
    found = imported(bare, tmp_path / "x.xlsx", "check", "filled.xlsx", "--checklists", str(folder))
    assert {"pydantic", "yaml"} <= found
