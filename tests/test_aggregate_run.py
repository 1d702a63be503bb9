"""Reading many returns: remembered, cut off, halved, lost and found again, and always the same figures in the end."""

import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from audit.aggregate import (
    batch,
    each_setting,
    executors,
    overview_workbook,
    package,
    package_rows,
    production,
    run,
    store,
)
from audit.aggregate.overview import Outcome
from audit.aggregate.record import audit_of
from audit.problems import AuditError
from audit.text import evidence_key
from audit.workbook.read import reader
from tests import many
from tests.conftest import DAY, ROOT


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("many")
    many.make(made)
    return made


@pytest.fixture(scope="module")
def undisturbed(folder):
    return run.add_up(run.gather(many.order(folder, output="undisturbed")))


def test_every_file_ends_as_read_with_faults_or_refused(undisturbed):
    lines = undisturbed.overview.files
    assert len(lines) == len(many.contents())
    assert {Path(line.file).name for line in lines if line.outcome is Outcome.REFUSED} >= {
        "letter.xlsx",
        "broken.xlsx",
    }
    for line in lines:
        assert line.counted != bool(line.why_not)
        assert (line.outcome is Outcome.READ) == (not any(p.severity != "note" for p in line.problems))


def test_what_is_kept_is_what_was_read(folder, undisturbed):
    """The audits from the store, word for word and field for field, and those from the files."""
    audits = list(undisturbed.audits())
    assert len(audits) == undisturbed.overview.returns.returned
    for row, checklist, audit in audits:
        alone = reader.read(folder / "returns" / Path(row.file).name)
        assert audit == alone.audit
        assert checklist == alone.checklist


def test_every_field_of_a_response_is_kept(tmp_path):
    from dataclasses import fields
    from datetime import date

    from audit.aggregate import record
    from audit.checklist.load import load
    from audit.model import Audit, Place, Rating, Response, Setting
    from audit.workbook.read.reader import Return

    made = {"ref": "", "rating": Rating.MET, "last_rating": Rating.PARTLY, "due": DAY, "open_since": date(2025, 1, 1)}
    made["place"] = Place(sheet="S", cell="A1")
    asked = load("leaders", "school")
    full = {f.name: made.get(f.name, f"words of {f.name}") for f in fields(Response)}
    responses = tuple(Response(**(full | {"ref": c.id})) for c in asked.criteria)
    stray = Response(**(full | {"ref": "row 99"}))
    setting = Setting(name="A", kind="school", urn="1", group="G")
    audit = Audit(
        checklist=asked.id,
        edition=asked.edition,
        setting=setting,
        responses=responses,
        strays=(stray,),
        audit_date=DAY,
        completed_by="Sam",
    )
    kept = record.of(Return(file="x", problems=(), checklist=asked, audit=audit), "0")
    assert audit_of(kept) == (asked, audit)


@pytest.mark.parametrize("strays", [0, 1, 2])
def test_words_are_kept_to_the_letter(strays):
    from audit.aggregate import record
    from audit.checklist.load import load
    from audit.model import Audit, Place, Rating, Response, Setting
    from audit.workbook.read.reader import Return

    dice = random.Random(strays)
    asked = load("leaders", "school")
    texts = ["", " ", "\t", "a\tb\t", "two\nlines", '"quoted"', "\u2019\U0001f600", "\x00\x1f", "[1]", "same", "\ud800"]
    days = [None, DAY]
    ratings = [None, *Rating]

    def response(ref):
        said = {name: dice.choice(texts) for name in ("rating_words", "evidence", "notes", "owner", "due_words")}
        place = dice.choice([None, Place(sheet="Sheet!\t1", cell="K2"), Place(sheet="", cell="L3")])
        chosen = {"rating": dice.choice(ratings), "last_rating": dice.choice(ratings), "place": place}
        status = "Done" if ref == asked.criteria[1].id else ""  # all alike but one
        dates = {"due": dice.choice(days), "open_since": dice.choice(days)}
        return Response(ref=ref, **said, **chosen, **dates, action="same", status=status)

    for _ in range(20):
        audit = Audit(
            checklist=asked.id,
            edition=asked.edition,
            setting=Setting(kind="school"),
            responses=tuple(response(c.id) for c in asked.criteria),
            strays=tuple(response(dice.choice(["stray", "a\tb"])) for _ in range(strays)),
        )
        kept = record.of(Return(file="x", problems=(), checklist=asked, audit=audit), "0")
        assert audit_of(kept) == (asked, audit)


@pytest.mark.parametrize("space", [" ", "  ", "   ", "\t", "\n", "\r\n", "\u00a0", "\u2003", " \u2009", "\x1f", "\x85"])
def test_evidence_is_compared_but_for_spaces_and_case(space):
    assert evidence_key(f"The{space}Policy{space}STRASSE") == evidence_key(f"{space}the policy stra\u00dfe{space}")
    assert evidence_key(f"The{space}policy") == "the policy"


def test_a_second_run_reads_only_what_changed(folder, tmp_path, monkeypatch):
    many.make(tmp_path)
    first = run.add_up(run.gather(many.order(tmp_path)))
    read = []
    monkeypatch.setattr(
        batch.reader, "read_bytes", lambda data, name, **kw: read.append(name) or reader_read(data, name, **kw)
    )
    again = run.gather(many.order(tmp_path))
    assert read == []
    assert run.add_up(again).overview == first.overview
    paths = sorted((tmp_path / "returns").iterdir())
    paths[0].write_bytes(paths[1].read_bytes())
    paths[2].rename(tmp_path / "returns" / "renamed.xlsx")
    run.gather(many.order(tmp_path))
    assert sorted(read) == sorted([paths[0].name, "renamed.xlsx"])


reader_read = reader.read_bytes


def test_what_was_read_by_other_rules_is_read_again(tmp_path, monkeypatch):
    many.make(tmp_path)
    order = many.order(tmp_path)
    run.gather(order)
    before = order.rules
    monkeypatch.setattr(run.package, "__version__", "another")
    assert order.rules != before
    with store.Store(order.output, many.order(tmp_path).rules) as other:
        assert other.expected([str(p) for p in (tmp_path / "returns").iterdir()]) == {}


def test_zip_folder_and_processes_give_the_same_figures(folder, undisturbed, tmp_path):
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name, data in many.contents():
            archive.writestr(name, data)
    zipped = run.add_up(run.gather(many.order(tmp_path, tmp_path / "all.zip", output="zip")))
    pooled = run.add_up(run.gather(many.order(tmp_path, output="pool", processes=2)))
    for other in (zipped, pooled):
        assert other.overview.returns == undisturbed.overview.returns
        assert other.overview.gaps == undisturbed.overview.gaps
        assert other.overview.spreads == undisturbed.overview.spreads
        assert [r.answers for r in other.overview.settings] == [r.answers for r in undisturbed.overview.settings]


# Several processes


@pytest.mark.parametrize(("files", "processes"), [(1, 2), (9, 2), (42, 2), (2000, 2), (2000, 16), (30, 0)])
def test_batches_grow_smaller_so_that_no_process_waits(files, processes):
    made = list(executors.batches(range(files), processes=processes))
    assert [task for some in made for task in some] == list(range(files))
    assert max(map(len, made)) <= executors.BATCH
    assert len(made) >= min(processes, files // 5)
    assert max(map(len, made[-max(processes, 1) :])) <= 5
    assert sorted(map(len, made), reverse=True) == list(map(len, made))


def what_is_there(_tasks, _folder):
    from audit.checklist import load

    caches = load._all.cache_info(), load._load.cache_info()
    return [("audit.aggregate.worker_preload" in sys.modules, *(cache.currsize for cache in caches))]


@pytest.mark.skipif("forkserver" not in multiprocessing.get_all_start_methods(), reason="workers are made anew here")
def test_a_worker_has_the_checklists_before_it_reads_anything():
    from audit.checklist.load import load_all

    (found,) = executors.Pool(1, None, what_is_there).read([()])
    assert found == [(True, 1, sum(1 + len(checklist.kinds) for checklist in load_all()))]


def test_workers_are_made_ready_only_where_there_is_something_to_read(tmp_path, monkeypatch):
    many.make(tmp_path)
    order = many.order(tmp_path)
    run.gather(order)
    asked = []
    monkeypatch.setattr(run.workers, "get_ready", lambda: asked.append(1))
    run.gather(replace(order, processes=2))
    assert not asked
    (tmp_path / "returns" / "one-more.xlsx").write_bytes(b"")
    run.gather(replace(order, processes=2))
    assert asked == [1]


# A file that ends the process that reads it


def dies(tasks, folder):
    for task in tasks:
        if task.item.name.startswith("poison"):
            os.abort()
    return batch.read_batch(tasks, folder)


def dies_once(tasks, folder):
    for task in tasks:
        mark = Path(task.item.path).parent.parent / "died"
        if task.item.name.startswith("poison") and not mark.exists():
            mark.touch()
            os.abort()
    return batch.read_batch(tasks, folder)


@pytest.mark.parametrize(("reading", "lost"), [(dies, 1), (dies_once, 0)])
def test_a_file_that_ends_its_reader_takes_nothing_with_it(tmp_path, reading, lost):
    returns = many.make(tmp_path)
    shutil.copy(min(returns.iterdir()), returns / "poison.xlsx")
    items = run.find([str(returns)]).items
    tasks = [batch.Task(item=item) for item in items]
    pool = executors.Pool(2, None, reading)
    taken = [one for some in pool.read(executors.batches(tasks, 10)) for one in some]
    assert sorted(t.address for t in taken) == sorted(i.address for i in items)
    assert [Path(t.address).name for t in taken if t.problems and t.problems[0].code == "A25"] == ["poison.xlsx"] * lost


# Killed


def command(folder, *words):
    words = (sys.executable, "-m", "audit", "aggregate", str(folder / "returns"), "-o", str(folder / "out"),
             "--register", str(folder / "settings.csv"), "--as-of", DAY.isoformat(), *words)  # fmt: skip
    return subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)


def test_killed_at_random_moments_it_ends_as_if_undisturbed(tmp_path):
    many.make(tmp_path / "killed")
    shutil.copytree(tmp_path / "killed", tmp_path / "left")
    dice = random.Random(1)
    killed = 0
    for _ in range(10):
        process = command(tmp_path / "killed", "--processes", "2")
        time.sleep(dice.uniform(0.2, 1.6))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            killed += 1
        process.wait()
    assert killed >= 3
    for name in ("killed", "left"):
        process = command(tmp_path / name, "--processes", "2")
        process.communicate()
        assert process.returncode == 1
    same = [
        {
            p.name: p.read_bytes().replace(str(tmp_path / name).encode(), b"")
            for p in (tmp_path / name / "out/data").glob("*.csv")
        }
        for name in ("killed", "left")
    ]
    assert same[0] == same[1]
    with sqlite3.connect(tmp_path / "killed/out" / store.NAME) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_no_worker_outlives_a_killed_run(tmp_path):
    many.make(tmp_path)
    process = command(tmp_path, "--processes", "2")
    time.sleep(1.5)
    process.send_signal(signal.SIGKILL)
    process.wait()
    for _ in range(100):
        left = [p.name for p in Path("/proc").iterdir() if p.name.isdigit() and group(p) == process.pid]
        if not left:
            return
        time.sleep(0.1)
    pytest.fail(f"left over: {left}")


def group(process):
    """The process group that a process is of; 0 where it is gone, or ended and not yet cleared away."""
    try:
        fields = (process / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[2]) if fields[0] != "Z" else 0


# The disk and the folder


def test_a_full_disk_is_a_clear_fault_and_the_store_is_intact(folder, tmp_path):
    shutil.copytree(folder / "returns", tmp_path / "returns")
    shutil.copy(folder / "settings.csv", tmp_path)
    order = many.order(tmp_path)
    with store.Store(order.output, order.rules) as full:
        full._db.execute("PRAGMA max_page_count = 40")
        with pytest.raises(AuditError) as caught:
            run._read(run.find(order.paths).items, full, order, None)
    assert [p.code for p in caught.value.problems] == ["A24"]
    assert "full" in str(caught.value)
    with sqlite3.connect(order.output / store.NAME) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert run.add_up(run.gather(order)).overview.returns.files == len(many.contents())


def test_an_output_that_cannot_be_a_folder(tmp_path):
    many.make(tmp_path)
    (tmp_path / "out").write_text("a file")
    with pytest.raises(AuditError, match="A24"):
        run.gather(many.order(tmp_path))


def test_a_folder_that_vanishes_half_way(tmp_path):
    returns = many.make(tmp_path)

    class Vanishing(executors.Here):
        def read(self, batches):
            for number, some in enumerate(batches):
                if number == 1:
                    shutil.rmtree(returns)
                yield self.reader(some, self.folder)

    order = many.order(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "_engine", lambda _: Vanishing(None))
        gathered = run.gather(order)
    assert {p.code for t in gathered.taken for p in t.problems} == {"F01"}
    assert len(gathered.taken) == len(many.contents())
    before = run.add_up(gathered).overview
    assert 0 < before.returns.returned < 30
    many.make(tmp_path)
    after = run.add_up(run.gather(order)).overview
    assert after.returns.refused < before.returns.refused
    shutil.rmtree(returns)
    with pytest.raises(AuditError, match="A27"):
        run.gather(order)


@pytest.mark.parametrize("why", [PermissionError(13, "Permission denied"), OSError(5, "Input/output error")])
def test_a_file_that_cannot_be_read_now_is_tried_again(tmp_path, why):
    """Nobody may read it, or the disk fails: a fault with its reason, the others read, and nothing kept of it."""
    returns = many.make(tmp_path)
    forbidden = sorted(returns.iterdir())[3]
    really = Path.open

    def opened(path, *words, **more):
        if path == forbidden:
            raise why
        return really(path, *words, **more)

    order = many.order(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "open", opened)
        gathered = run.gather(order)
    (said,) = [t for t in gathered.taken if not t.sha256]
    assert (Path(said.address).name, [p.code for p in said.problems]) == (forbidden.name, ["F12"])
    assert why.strerror in said.problems[0].message
    assert run.add_up(gathered).overview.returns.refused == 1 + run.add_up(run.gather(order)).overview.returns.refused


def test_nothing_that_can_be_counted(tmp_path):
    (tmp_path / "returns").mkdir()
    (tmp_path / "returns" / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(AuditError, match="F04"):
        run.add_up(run.gather(many.order(tmp_path, register=None)))


# Year on year


def saved_again(returns: Path, folder: Path) -> Path:
    """The same returns in files of their own: the very files of last year are not counted as this year's."""
    shutil.copytree(returns, folder)
    for path in folder.rglob("*"):
        if path.is_file() and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path, "a") as archive:
                archive.comment = b"last year"
    return folder


def test_last_year_from_returns_and_from_data_is_the_same(folder, tmp_path):
    last = replace(many.order(folder), output=tmp_path / "last")
    made = run.add_up(run.gather(last))
    package.write(made)
    now = many.order(folder, output="now", previous=(str(saved_again(folder / "returns", tmp_path / "returns")),))
    from_returns = run.add_up(run.gather(now)).overview.movers
    for place in (tmp_path / "last", tmp_path / "last" / "data"):
        from_data = run.add_up(run.gather(many.order(folder, output="now", previous=(str(place),)))).overview.movers
        assert from_data == from_returns
    assert {m.change for m in from_returns} == {0}
    assert len(from_returns) == made.overview.returns.returned
    (tmp_path / "last" / "data" / "responses.csv").write_text("setting\nx\n")
    with pytest.raises(AuditError, match="A28"):
        run.add_up(run.gather(many.order(folder, output="now", previous=(str(tmp_path / "last"),))))


def test_what_a_record_was_read_by_is_the_same_in_every_process(tmp_path):
    """Else a second run reads everything again. A set of words has another order where the hash has another seed."""
    code = (
        "from datetime import date\nfrom pathlib import Path\nfrom audit.aggregate.run import Order\n"
        "print(Order(paths=(), output=Path('out'), as_of=date(2026, 11, 20)).rules)"
    )
    said = set()
    for seed in range(4):
        words = [sys.executable, "-c", code]
        environment = {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": str(seed)}
        said.add(subprocess.run(words, capture_output=True, check=True, env=environment, cwd=tmp_path).stdout)
    assert len(said) == 1


def test_one_process_and_several_give_the_same_bytes(folder, tmp_path, monkeypatch):
    """Rows of every table, pages of feedback and full reports: whoever made them, in parts of whatever size."""
    made = []
    for name, processes, size in (("one", 0, 50), ("two", 2, 7)):
        monkeypatch.setattr(each_setting, "_WORTH_A_POOL", 2)
        monkeypatch.setattr(executors, "BATCH", size)
        order = replace(many.order(folder, processes=processes), output=tmp_path / name)
        production.produce(order, reports=True)
        made.append(
            {
                path.relative_to(order.output): path.read_bytes()
                for path in order.output.rglob("*")
                if path.is_file() and not path.name.startswith("remembered")
            }
        )
    one, two = made
    assert sum(path.parts[0] in {"feedback", "reports"} for path in one) > 60
    assert [path for path in one if one[path] != two.get(path)] == []
    assert one.keys() == two.keys()


def test_nobody_waits_for_what_can_be_made_beside(folder, tmp_path, monkeypatch):
    """The processes get ready before the figures are there, and are at work while the workbook is written."""
    happened = []

    def noted(where, name, what):
        own = getattr(where, name)
        monkeypatch.setattr(where, name, lambda *given, **named: (happened.append(what), own(*given, **named))[1])

    monkeypatch.setattr(each_setting, "_WORTH_A_POOL", 2)
    monkeypatch.setattr(executors, "BATCH", 5)
    noted(executors, "begun", "processes")
    noted(run, "add_up", "figures")
    noted(overview_workbook, "_settings", "workbook")
    noted(package_rows, "settings", "rows of the settings")
    monkeypatch.setattr(each_setting, "_in_order", each_noted(each_setting._in_order, happened))
    order = replace(many.order(folder, processes=2), output=tmp_path / "out")
    production.produce(order)
    assert happened[:3] == ["processes", "figures", "part"]
    assert happened.index("part") < happened.index("rows of the settings") < len(happened) - 1
    assert happened.index("part") < happened.index("workbook") < happened.index("last part")


def each_noted(in_order, happened):
    def noted(made):
        for part in in_order(made):
            happened.append("part")
            yield part
        happened.append("last part")

    return noted


def test_tasks_made_one_by_one_come_in_the_same_batches():
    for number in (0, 1, 7, 49, 50, 399, 882):
        for processes in (1, 2, 5):
            own = executors.batches_of(number, iter(range(number)), 50, processes)
            assert list(own) == list(executors.batches(range(number), 50, processes))


def test_a_setting_whose_pages_end_the_program_is_named_and_no_data_is_written(folder, tmp_path, monkeypatch):
    """Data without one setting's rows would be other data."""
    order = replace(many.order(folder, processes=2), output=tmp_path / "out")
    result = run.add_up(run.gather(order))
    monkeypatch.setattr(each_setting, "_WORTH_A_POOL", 2)
    monkeypatch.setattr(each_setting, "_made", ends)
    with pytest.raises(AuditError, match="A25"):
        package.write(result)
    assert not (order.output / "data").exists()


def ends(*_):
    os._exit(1)
