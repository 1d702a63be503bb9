"""Which files there are to read: folders, patterns, zip files good and bad, and stores behind fsspec."""

import io
import os
import zipfile

import pytest

from audit.aggregate.batch import Task, read_batch
from audit.aggregate.locate import find, take
from audit.problems import AuditError
from audit.spreadsheet import guard

LIMITS = guard.Limits(file_bytes=1000)


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def names(found):
    return [item.address.rpartition("/")[2] for item in found.items]


def test_a_folder_with_all_that_lies_in_it(tmp_path):
    for name in ("b.xlsx", "a.ods", "sub/c.pdf", ".DS_Store", "Thumbs.db", "~$b.xlsx", ".~lock.b.xlsx#", ".git/x.xlsx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    assert names(find([str(tmp_path)])) == [".~lock.b.xlsx#", "a.ods", "b.xlsx", "c.pdf", "~$b.xlsx"]


def test_the_output_and_the_register_are_not_returns(tmp_path):
    for name in ("a.xlsx", "settings.csv", "out/chase.csv", "out/data/x.csv"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    assert names(find([str(tmp_path)], [tmp_path / "out", tmp_path / "settings.csv"])) == ["a.xlsx"]


def test_patterns_single_files_and_the_same_file_twice(tmp_path):
    for name in ("a.xlsx", "b.xlsx", "c.csv"):
        (tmp_path / name).write_bytes(b"x")
    found = find([str(tmp_path / "*.xlsx"), str(tmp_path / "a.xlsx")])
    assert names(found) == ["a.xlsx", "b.xlsx"]
    assert found.problems == ()


def test_nothing_there_is_said(tmp_path):
    found = find([str(tmp_path / "none"), str(tmp_path / "*.xlsx"), "bad\0name"])
    assert [p.code for p in found.problems] == ["F01"] * 3


def test_a_zip_file_is_looked_into_and_never_unpacked(tmp_path):
    path = tmp_path / "sent.ZIP"
    members = [
        ("a.xlsx", b"1"),
        ("../../evil.xlsx", b"2"),
        ("/etc/x.xlsx", b"3"),
        ("__MACOSX/._a.xlsx", b"4"),
        ("d/", b""),
    ]
    path.write_bytes(zipped([*members, ("in.zip", b"5"), ("C:\\w.xlsx", b"6")]))
    before = sorted(tmp_path.rglob("*"))
    found = find([str(tmp_path)])
    assert len(found.items) == 5
    assert {take(item, LIMITS) for item in found.items if not item.member.endswith(".zip")} == {b"1", b"2", b"3", b"6"}
    nested = next(item for item in found.items if item.member == "in.zip")
    with pytest.raises(AuditError, match="A23"):
        take(nested, LIMITS)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_zip_bomb_is_inflated_no_further_than_the_limit(tmp_path):
    path = tmp_path / "bomb.zip"
    path.write_bytes(zipped([("big.xlsx", b"\0" * 5_000_000)]))
    item = find([str(path)]).items[0]
    assert len(take(item, LIMITS)) == LIMITS.file_bytes + 1
    (taken,) = read_batch((Task(item=item),))
    assert taken.record.refused


def test_one_name_twice_in_a_zip_file_is_said(tmp_path):
    path = tmp_path / "twice.zip"
    with pytest.warns(UserWarning, match="Duplicate"):
        path.write_bytes(zipped([("a.xlsx", b"1"), ("a.xlsx", b"2")]))
    found = find([str(path)])
    assert [p.code for p in found.problems] == ["A21"]
    assert take(found.items[0], LIMITS) == b"2"


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", b"not a zip", zipped([("a", b"1")])[:-10]], ids=["empty", "begun", "text", "cut"]
)
def test_a_zip_file_that_cannot_be_looked_into(tmp_path, data):
    (tmp_path / "x.zip").write_bytes(data)
    assert [p.code for p in find([str(tmp_path)]).problems] == ["A20"]


def test_a_damaged_and_a_locked_member(tmp_path):
    data = bytearray(zipped([("a.xlsx", os.urandom(500))]))
    data[60] ^= 255
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(AuditError, match="F07"):
        take(find([str(tmp_path)]).items[0], LIMITS)
    locked = bytearray(zipped([("a.xlsx", b"1")]))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "y.zip").write_bytes(locked)
    with pytest.raises(AuditError, match="F06"):
        take(find([str(tmp_path / "y.zip")]).items[0], LIMITS)


def test_files_that_vanish_or_are_no_files(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"x")
    item = find([str(path)]).items[0]
    path.unlink()
    (taken,) = read_batch((Task(item=item),))
    assert (taken.sha256, [p.code for p in taken.problems]) == ("", ["F01"])
    os.mkfifo(tmp_path / "pipe.xlsx")
    (taken,) = read_batch((Task(item=find([str(tmp_path)]).items[0]),))
    assert [p.code for p in taken.problems] == ["F12"]


def test_a_lock_file_is_known_by_its_name_and_never_by_its_contents(tmp_path):
    (tmp_path / "~$a.xlsx").write_bytes(b"x")
    (taken,) = read_batch((Task(item=find([str(tmp_path)]).items[0]),))
    assert (taken.sha256, [p.code for p in taken.problems]) == ("", ["F13"])


def test_a_store_behind_fsspec(memory):
    memory.pipe(
        {"/in/a.xlsx": b"1", "/in/sub/b.xlsx": b"2", "/in/.hidden": b"3", "/in/z.zip": zipped([("c.xlsx", b"4")])}
    )
    found = find(["memory://in"])
    assert [take(item, LIMITS) for item in found.items] == [b"1", b"2", b"4"]
    assert [take(i, LIMITS) for i in find(["memory://in/*.xlsx"]).items] == [b"1"]
    assert [take(i, LIMITS) for i in find(["memory://in/sub/b.xlsx"]).items] == [b"2"]
    memory.pipe({"/in/big.xlsx": b"0" * 5000})
    assert len(take(find(["memory://in/big.xlsx"]).items[0], LIMITS)) == LIMITS.file_bytes + 1
    item = found.items[0]
    memory.rm("/in/a.xlsx")
    with pytest.raises(AuditError, match="F01"):
        take(item, LIMITS)


@pytest.mark.parametrize("address", ["nothing://here/at/all", "memory://none"])
def test_a_store_that_is_not_there(memory, address):
    assert [p.code for p in find([address]).problems] in (["A22"], ["F01"])
