"""What the tool made itself is never read as returns, wherever it was written, and never written over a return."""

from functools import lru_cache
from pathlib import Path

import pytest

from audit.aggregate import own_output, production, run
from audit.aggregate.locate import find
from audit.problems import AuditError
from audit.samples import return_factory
from tests.conftest import DAY

SENT = 5


@lru_cache(maxsize=1)
def contents() -> tuple[tuple[str, bytes], ...]:
    mill = return_factory.ReturnFactory(DAY)
    return tuple(sent for number in range(SENT) for sent in mill.returns(number))[:SENT]


@pytest.fixture
def returns(tmp_path) -> Path:
    """A few returns in a folder in a folder."""
    folder = tmp_path / "trust" / "returns"
    folder.mkdir(parents=True)
    for name, data in contents():
        (folder / name).write_bytes(data)
    return folder


def made(returns: Path, output: Path, **how) -> production.Produced:
    order = run.Order(paths=(str(returns),), output=output, as_of=DAY, processes=0)
    return production.produce(order, **how)


PLACES = [".", "overview", "deep/overview", ".."]


@pytest.mark.parametrize("place", PLACES)
def test_wherever_it_was_written_the_next_run_reads_the_same_returns(returns, tmp_path, place):
    output = (returns / place).resolve()
    first = made(returns, output, reports=True)
    again = made(returns, output, reports=True)
    assert (again.looked_at, again.refused) == (first.looked_at, first.refused) == (SENT, 0)
    other = made(returns.parent, tmp_path / "other")  # all is read, but for what was made
    assert (other.looked_at, other.refused) == (SENT, 0)
    noted = [found for found in other.overview.register_problems if found.code == "A61"]
    assert [found.where.file for found in noted] == [str(output)]


def test_everything_that_a_run_writes_is_known_again(returns, tmp_path):
    output = tmp_path / "made"
    made(returns, output, reports=True, publish=tmp_path / "public")
    (output / "remembered-set-aside-1.sqlite").write_bytes(b"x")
    (output / "to-decide.csv").write_bytes(b"x")
    (output / "published-editions.json").write_bytes(b"x")
    found = find([str(output)])
    assert found.items == ()
    assert [one.code for one in found.problems] == ["A61"]
    written = [path for path in output.rglob("*") if path.is_file() and not path.name.startswith(".")]
    assert {own_output.maker(path) for path in written} == {output}
    assert f"{len(written)} files" in found.problems[0].message


def test_what_people_put_beside_it_is_read(returns, tmp_path):
    output = tmp_path / "made"
    made(returns, output)
    own = (
        output / "late.xlsx",
        output / "data" / "late.xlsx",
        output / "feedback" / "late.ods",
        output / "x" / "y.csv",
    )
    for path in own:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    assert {Path(item.path) for item in find([str(output)]).items} == set(own)


@pytest.mark.parametrize("name", ["overview.xlsx", "data/a.csv", "remembered.sqlite", "overview.html"])
def test_a_file_of_such_a_name_where_nothing_was_made_is_read(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"PK what somebody sent")
    assert [Path(item.path) for item in find([str(tmp_path)]).items] == [path]


@pytest.mark.parametrize("name", ["overview.xlsx", "chase.csv"])
def test_a_return_is_never_written_over(returns, name):
    (returns / "a.xlsx").write_bytes(contents()[0][1])
    path = (returns / "a.xlsx").rename(returns / name)
    before = path.read_bytes()
    with pytest.raises(AuditError, match=rf"{name}: A60 "):
        made(returns, returns)
    assert path.read_bytes() == before
    assert sorted(one.name for one in returns.iterdir() if not one.name.startswith(".")) == sorted(
        [name, *(sent for sent, _ in contents())]
    )
