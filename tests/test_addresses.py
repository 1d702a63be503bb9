"""Names that no text can hold, links that lead nowhere or round, and addresses that nobody meant to allow."""

import io
import json
import os
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from audit.aggregate import previous, run
from audit.aggregate.addresses import ALLOWED, shown
from audit.aggregate.batch import Task, read_batch
from audit.aggregate.locate import find, take
from audit.problems import AuditError, Where, problem
from audit.spreadsheet import guard
from tests import many

LIMITS = guard.Limits(file_bytes=1000)
LATIN = os.fsdecode(b"caf\xe9.xlsx")
ODD = [
    LATIN,
    os.fsdecode(b"\xff\xfe.xlsx"),
    "two\nlines.xlsx",
    "bell\a\x1b[31m.xlsx",
    "turned \u202e xslx.exe",
    "long " + "n" * 245 + ".xlsx",
    "café.xlsx",
    r"caf\xe9.xlsx",
    r"caf\u005cxe9.xlsx",
    "back\\slash.xlsx",
]
posix = pytest.mark.skipif(os.name == "nt", reason="such names and links are of other systems")


def zipped(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, name.encode().hex())
    return out.getvalue()


def aggregate(folder, *words):
    done = subprocess.run(
        [sys.executable, "-m", "audit", "aggregate", *words],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode(errors="replace")
    return done


def codes(found):
    return [p.code for p in found.problems]


@posix
def test_every_name_a_disk_can_hold_is_found_read_and_shown(tmp_path):
    folder = tmp_path / os.fsdecode(b"r\xe9gion\n")
    folder.mkdir()
    for name in ODD:
        (folder / name).write_bytes(os.fsencode(name))
    found = find([str(tmp_path)])
    assert len({item.address for item in found.items}) == len(ODD)
    assert {take(item, LIMITS) for item in found.items} == {os.fsencode(name) for name in ODD}
    for item in found.items:
        item.address.encode("utf-8")
        assert item.address.isprintable()
        assert item.name.isprintable()
        assert pickle.loads(pickle.dumps(item)) == item
    assert shown(LATIN) == r"caf\xe9.xlsx"
    assert shown("café ☃ \u00a0.xlsx") == "café ☃ \u00a0.xlsx"


@posix
def test_a_fault_in_a_file_of_such_a_name_is_said_at_its_address(tmp_path):
    path = tmp_path / LATIN
    path.write_bytes(b"x")
    (item,) = find([str(path)]).items
    path.unlink()
    (taken,) = read_batch((Task(item=item),))
    assert [str(p.where) for p in taken.problems] == [item.address]
    (problem_,) = find([str(path)]).problems
    assert problem_.code == "F01"
    str(problem_).encode("utf-8")


@posix
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_such_names_print(tmp_path, encoding):
    say = "import os; from audit.problems import Where; from audit.aggregate.addresses import shown\n"
    say += "print(ascii(shown(os.fsdecode(b'caf\\xe9\\n'))), Where(file=shown(os.fsdecode(b'caf\\xe9\\n'))))"
    done = subprocess.run(
        [sys.executable, "-c", say], env=os.environ | {"PYTHONIOENCODING": encoding}, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.rstrip().endswith(rb"caf\xe9\u000a")


@posix
def test_a_zip_file_with_odd_names_and_of_an_odd_name(tmp_path):
    data = zipped("caf.xlsx", "a\nb.xlsx", "\u202e.xlsx", "é.xlsx").replace(b"caf.xlsx", b"ca\xe9.xlsx")
    (tmp_path / os.fsdecode(b"s\xe9nt.zip")).write_bytes(data)
    found = find([str(tmp_path)])
    assert codes(found) == []
    assert [len(take(item, LIMITS)) > 0 for item in found.items] == [True] * 4
    assert all(item.address.isprintable() for item in found.items)


@posix
def test_a_file_named_like_a_place_in_a_zip_file_is_another_file(tmp_path):
    (tmp_path / "z.zip").write_bytes(zipped("a.xlsx"))
    (tmp_path / "z.zip > a.xlsx").write_bytes(b"other")
    items = find([str(tmp_path)]).items
    assert {take(item, LIMITS) for item in items} == {b"a.xlsx".hex().encode(), b"other"}
    assert len({item.address for item in items}) == 2


def test_the_same_zip_file_named_twice_is_no_fault(tmp_path):
    (tmp_path / "z.zip").write_bytes(zipped("a.xlsx"))
    found = find([str(tmp_path), str(tmp_path / "z.zip"), str(tmp_path / "*.zip")])
    assert (len(found.items), codes(found)) == (1, [])


def test_a_zip_file_that_is_replaced_is_looked_into_again(tmp_path):
    path = tmp_path / "z.zip"
    path.write_bytes(zipped("a.xlsx"))
    find([str(path)])
    path.write_bytes(zipped("bb.xlsx"))
    assert [item.member for item in find([str(path)]).items] == ["bb.xlsx"]


@posix
def test_a_whole_run_with_such_names_this_year_and_last(tmp_path):
    sent = [data for name, data in many.contents() if name.endswith(".xlsx")][:6]
    for year in ("now", os.fsdecode(b"ann\xe9e")):
        (tmp_path / year).mkdir()
        for name, data in zip(ODD, sent, strict=False):
            (tmp_path / year / name).write_bytes(data)
    for again in (False, True):
        done = aggregate(tmp_path, "now", "-o", "out", "--processes", "2", "--previous", os.fsdecode(b"ann\xe9e"))
        assert done.returncode == 0
        assert (b"Nothing has changed" in done.stdout) is again
    assert r"caf\xe9.xlsx" in (tmp_path / "out/files.html").read_text(encoding="utf-8")
    assert r"caf\xe9.xlsx" in (tmp_path / "out/data/files.csv").read_text(encoding="utf-8")
    for made in ("overview.html", "overview.xlsx", "chase.csv", "data/datapackage.json"):
        assert (tmp_path / "out" / made).stat().st_size
    json.loads((tmp_path / "out/data/datapackage.json").read_text(encoding="utf-8"))


@posix
def test_a_zip_file_with_a_damaged_name_is_named_and_the_rest_goes_on(tmp_path):
    (tmp_path / "z.zip").write_bytes(zipped("café.xlsx").replace("é".encode(), b"\xe9\xe9"))
    (tmp_path / "a.xlsx").write_bytes(b"a")
    found = find([str(tmp_path)])
    assert ([item.name for item in found.items], codes(found)) == (["a.xlsx"], ["A20"])
    assert "damaged" in found.problems[0].message


@posix
@pytest.mark.parametrize("place", ["n" * 300, "bad\0name", os.fsdecode(b"\xe9"), "/".join(["n" * 200] * 30)])
def test_a_place_of_an_impossible_name_holds_no_data_of_last_year(place):
    assert previous.data_file(place) is None
    assert codes(find([place])) == ["F01"]


@posix
def test_an_output_folder_of_a_damaged_name_is_refused_and_one_of_an_odd_name_is_not(tmp_path):
    many.make(tmp_path)
    told = aggregate(tmp_path, "returns", "-o", os.fsdecode(b"\xe9"))
    assert (told.returncode, told.stderr.count(b"\n"), b"A38" in told.stderr) == (1, 1, True)
    aggregate(tmp_path, "returns", "-o", "two\nlines é")
    assert (tmp_path / "two\nlines é" / "overview.html").is_file()


def test_the_command_takes_more_kinds_of_address_and_says_what_belongs_together(tmp_path):
    assert b"none of the kinds" in aggregate(tmp_path, "reference://x", "-o", "o").stderr
    assert (
        b"none of the kinds"
        not in aggregate(tmp_path, "reference://x", "-o", "o", "--allow-scheme", "reference").stderr
    )
    alone = aggregate(tmp_path, "x", "-o", "o", "--cluster-key", "k")
    assert (alone.returncode, b"--cluster" in alone.stderr) == (2, True)
    many.make(tmp_path)
    for more in ((), ("--cluster-ca", "none", "--cluster-cert", "none", "--cluster-key", "none")):
        told = aggregate(tmp_path, "returns", "-o", "o", "--cluster", "tls://127.0.0.1:1", *more)
        assert (told.returncode, told.stderr.count(b"\n"), b"A26" in told.stderr) == (1, 1, True)


# Links


@pytest.fixture
def linked(tmp_path):
    folder = tmp_path / "returns"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.xlsx").write_bytes(b"a")
    (folder / "sub" / "b.xlsx").write_bytes(b"b")
    return folder


def kept(found):
    return sorted(Path(item.path).name for item in found.items)


@posix
@pytest.mark.parametrize(
    ("links", "said"),
    [
        ({"self": "self"}, 1),
        ({"up": "."}, 1),
        ({"up": "..", "sub/top": ".."}, 2),
        ({"one": "two", "two": "one"}, 2),
        ({"gone": "nowhere"}, 1),
        ({"gone.xlsx": "nowhere.xlsx", "sub/gone.zip": "x"}, 2),
        ({"root": "/"}, 1),
    ],
)
def test_a_link_that_leads_round_or_nowhere_is_named_and_the_rest_goes_on(linked, links, said):
    for name, to in links.items():
        (linked / name).symlink_to(to)
    for path in (str(linked), f"{linked}/**", f"{linked}/**/*.xlsx"):
        found = find([path])
        assert kept(found) == ["a.xlsx", "b.xlsx"], path
        assert codes(found) == ["A37"] * said, path
        assert sorted(p.where.file for p in found.problems) == sorted(str(linked / name) for name in links)


@posix
def test_links_that_lead_round_in_many_ways_end(linked):
    for number in range(8):
        (linked / f"up{number}").symlink_to("..")
        (linked / "sub" / f"up{number}").symlink_to("..")
    found = find([f"{linked}/**/*.xlsx"])
    assert kept(found) == ["a.xlsx", "b.xlsx"]


@posix
def test_a_linked_folder_is_entered_once_by_whichever_way(linked, tmp_path):
    away = tmp_path / "away"
    away.mkdir()
    (away / "c.xlsx").write_bytes(b"c")
    for name in ("one", "two"):
        (linked / name).symlink_to(away)
    (linked / "again").symlink_to("sub")
    found = find([str(linked)])
    assert (kept(found), codes(found)) == (["a.xlsx", "b.xlsx", "c.xlsx"], [])
    assert str(linked / "sub" / "b.xlsx") in {item.path for item in found.items}
    assert kept(find([f"{linked}/*/*.xlsx"])) == ["b.xlsx", "c.xlsx"]
    assert kept(find([str(away), str(linked), f"{linked}/two/c.xlsx"])) == ["a.xlsx", "b.xlsx", "c.xlsx"]


@posix
def test_a_typed_link_that_leads_round_and_one_among_what_is_left_out(linked, tmp_path):
    (tmp_path / "self").symlink_to("self")
    assert codes(find([str(tmp_path / "self")])) == ["A37"]
    assert codes(find([str(linked)], [tmp_path / "self", tmp_path / "bad\0name"])) == []
    (linked / "out").symlink_to(tmp_path / "made")
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "chase.csv").write_bytes(b"x")
    assert kept(find([str(linked)], [tmp_path / "made"])) == ["a.xlsx", "b.xlsx"]


# Addresses


NOT_ALLOWED = [
    "reference://x",
    "jupyter://x",
    "generic://file:///etc/passwd",
    "tar://a.xlsx::file:///etc/passwd",
    "http://127.0.0.1:1/x",
    "https://127.0.0.1:1/x",
    "github://",
    "git://",
    "dask://",
    "simplecache::s3://b",
    "filecache::file:///etc/passwd",
    "dir::file:///etc",
    "zip://a::zip://b::file:///z.zip",
    "zip://a::tar://b::file:///z.tar",
    "zip://a::http://127.0.0.1:1/z.zip",
    "file:///etc/passwd::zip://x",
    "s3://b::file:///etc/passwd",
    "zip://a.zip",
    "://",
    "nothing://here/at/all",
    "data://,x",
    "\udce9://x",
]


@pytest.mark.parametrize("address", NOT_ALLOWED)
def test_only_named_kinds_of_address_are_opened(address):
    found = find([address])
    assert (codes(found), found.items) == (["A22"], ())
    (said,) = found.problems
    str(said).encode("utf-8")
    assert "--allow-scheme" in said.fix
    assert "zip" in said.message


@pytest.mark.parametrize(
    "address", ["s3://b/x", "gs://b", "abfs://c@a/x", "az://c", "adl://x", "sftp://h/x", "smb://h/x"]
)
def test_an_allowed_kind_whose_package_is_missing_or_broken_is_named(address):
    scheme = address.partition(":")[0]
    assert scheme in ALLOWED
    with pytest.MonkeyPatch.context() as patch:
        import fsspec

        for fault in (
            ImportError("not there"),
            KeyError("x"),
            TypeError("missing 1"),
            AttributeError("a"),
            OSError("o"),
        ):

            def broken(*_, fault=fault):
                raise fault

            patch.setattr(fsspec.core, "url_to_fs", broken)
            assert codes(find([address])) == ["A22"]


@pytest.mark.parametrize("address", ["reference://x", "jupyter://x", "github://", "http://127.0.0.1:1/x", "dask://x"])
def test_one_that_is_allowed_and_cannot_be_used_is_still_one_fault(address):
    found = find([address], schemes=(address.partition(":")[0] + "://",))
    assert codes(found) == ["A22"]
    assert "none of the kinds" not in found.problems[0].message


def test_a_store_that_breaks_while_it_is_read_is_named(memory, monkeypatch):
    memory.pipe({"/in/a.xlsx": b"1", "/in/z.zip": zipped("b.xlsx")})
    items = find(["memory://in"]).items
    for fault in (KeyError("k"), TypeError("t"), AttributeError("a"), NotImplementedError(), ImportError("i")):

        def broken(*_, fault=fault, **__):
            raise fault

        monkeypatch.setattr(type(memory), "_open", broken)
        (taken,) = read_batch((Task(item=items[0]),))
        assert {p.code for p in taken.problems} <= {"A22", "F01", "F07"}
        assert taken.problems
        found = find(["memory://in/z.zip"])
        assert (found.items, codes(found)) == ((), ["A20"])
        monkeypatch.setattr(type(memory), "find", broken)
        assert codes(find(["memory://in"])) == ["A22"]
        monkeypatch.undo()


def test_a_zip_file_by_its_address_is_listed_and_each_member_read(tmp_path, memory):
    data = zipped("a.xlsx", "b.xlsx", "c.csv", "sub/d.xlsx", "__MACOSX/e.xlsx")
    (tmp_path / "z.zip").write_bytes(data)
    memory.pipe({"/in/z.zip": data})
    for inner in (f"file://{tmp_path}/z.zip", "memory://in/z.zip", f"FILE://{tmp_path}/z.zip"):

        def read(wanted, inner=inner):
            found = find([f"zip://{wanted}::{inner}"])
            return [bytes.fromhex(take(item, LIMITS).decode()).decode() for item in found.items], codes(found)

        assert read("*.xlsx") == (["a.xlsx", "b.xlsx"], [])
        assert read("**/*.xlsx") == (["a.xlsx", "b.xlsx", "sub/d.xlsx"], [])
        assert read("sub") == (["sub/d.xlsx"], [])
        assert read("/a.xlsx") == (["a.xlsx"], [])
        assert read("") == (["a.xlsx", "b.xlsx", "c.csv", "sub/d.xlsx"], [])
        assert read("none*") == ([], ["F01"])
    assert codes(find([f"zip://*::file://{tmp_path}/none.zip"])) == ["F01"]
    assert codes(find(["zip://*::memory://in/none.zip"])) == ["A20"]
    both = find([str(tmp_path), f"zip://*.xlsx::file://{tmp_path}/z.zip"])
    assert (len(both.items), codes(both)) == (4, [])


def test_an_address_on_this_disk_is_a_path(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"a")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "b.csv").write_bytes(b"b")
    found = find([f"file://{tmp_path}", f"local://{tmp_path}/*.xlsx", str(tmp_path)], [tmp_path / "out"])
    assert ([item.path for item in found.items], codes(found)) == ([str(tmp_path / "a.xlsx")], [])
    assert codes(find(["file://", "file:///none/at/all"])) == ["F01", "F01"]


def test_a_password_in_an_address_is_not_shown(tmp_path):
    found = find(["sftp://me:secret@127.0.0.1:1/x", "http://me:secret@h/x"])
    assert codes(found) == ["A22", "A22"]
    assert all("secret" not in str(p) for p in found.problems)
    with pytest.raises(AuditError) as fault:
        run.gather(many.order(tmp_path, "sftp://me:secret@127.0.0.1:1/x", register=None))
    assert "secret" not in str(fault.value)


def test_what_was_allowed_reaches_the_reading(tmp_path, memory):
    import fsspec

    class Ours(type(memory)):
        protocol = "ours"

        @classmethod
        def _strip_protocol(cls, path):
            return super()._strip_protocol(path.replace("ours://", "memory://"))

    fsspec.register_implementation("ours", Ours, clobber=True)
    (name, data) = many.contents()[0]
    memory.pipe({f"/in/{name}": data})
    with pytest.raises(AuditError, match="A22"):
        run.gather(many.order(tmp_path, "ours://in", register=None))
    gathered = run.gather(many.order(tmp_path, "ours://in", register=None, schemes=("ours",)))
    assert [bool(one.sha256) for one in gathered.taken] == [True]


def test_where_of_any_name_can_be_printed():
    for name in ODD:
        str(problem("F01", Where(file=shown(name)))).encode("utf-8")
