"""Pages that carry what no report carries: each is said to be none, whatever it is made of, and within bounds."""

import base64
import copy as python_copy
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from audit.checklist.load import load
from audit.cli.main import cli
from audit.integrity import compare, page_diff, verify
from audit.judgement.review import Opinion, Review
from audit.model import Rating
from audit.problems import AuditError
from audit.report import build, canonical, html, redaction
from audit.report.detail import Detail
from audit.report.record import ReportRecord
from audit.samples import demonstration
from audit.workbook.read import reader
from tests.conftest import DAY

SEED = 20261127
MUTATIONS = 2_000
MEMORY, SECONDS = 600_000_000, 20
BLOCK = re.compile(r'(<script type="application/octet-stream" id="record"[^>]*>)([^<]*)(</script>)')
REVIEWED = "reviewed"


@cache
def pages() -> dict[str, str]:
    """A page of every level of detail, and one of a return that was reviewed, in full and in scores."""
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "typed.xlsx"
        book.write_bytes(demonstration.filled_workbook(demonstration.NURSERY, DAY))
        report = build.build(reader.read(book), DAY)
    made = {str(level): html.render(redaction.redact(report, level)) for level in Detail}
    assert report.audit.responses
    opinions = tuple(
        Opinion(ref=r.ref, rating=r.rating and Rating.PARTLY, reason="Seen", place=r.place)
        for r in report.audit.responses
    )
    review = Review(reviewer="Sam", day=DAY, original="0" * 64, opinions=opinions, altered=("board-lead",))
    told = ReportRecord(
        audit=report.audit, problems=report.problems, as_of=DAY, provenance=report.provenance, review=review
    )
    reviewed = build.from_record(report.checklist, told)
    made[REVIEWED] = html.render(reviewed)
    made[f"{REVIEWED}, public"] = html.render(redaction.redact(reviewed, Detail.PUBLIC))
    return made


def carried(page: str) -> str:
    found = BLOCK.search(page)
    assert found
    return canonical.unpacked(found[2])


def with_text(page: str, text: str) -> bytes:
    """A page that carries another text."""
    block = base64.b64encode(zlib.compress(text.encode("utf-8", "surrogatepass"), 9)).decode()
    return BLOCK.sub(lambda found: found[1] + block + found[3], page).encode()


def with_values(page: str, change: Callable[[dict], object]) -> bytes:
    values = json.loads(carried(page))
    change(values)
    return with_text(page, json.dumps(values))


def found_in(page: bytes, own: ReportRecord | None = None) -> list[str]:
    """The codes of what is found; whatever else is raised fails the test. ``own`` is what a workbook says."""
    try:
        opened = verify.opened(page, "report.html")
        if own:
            compare.compare(opened.record, own, "typed.xlsx")
        given = opened.record.audit
        checklist = load(given.checklist, given.setting.kind)
        return [p.code for p in verify.comparable(opened, checklist) or verify.of_page(opened, checklist)]
    except AuditError as fault:
        return [p.code for p in fault.problems]


# Values that no report has


def put(*path: str | int, value: object) -> Callable[[dict], object]:
    def change(values: dict) -> None:
        inside = values
        for part in path[:-1]:
            inside = inside[part]
        inside[path[-1]] = value

    return change


def twice(*path: str) -> Callable[[dict], object]:
    def change(values: dict) -> None:
        inside = values
        for part in path:
            inside = inside[part]
        inside.append(inside[0])

    return change


ANSWER = ("audit", "responses", 0)
BAND = {"level": "Act now", "low": 0, "high": 49}
WRONG: list[tuple[str, Callable[[dict], object]]] = [
    *(("full", put("as_of", value=day)) for day in ("9999-12-31", "0001-01-01", "2026-W01-1", "x", 1, None, [])),
    *(("full", put("audit", "audit_date", value=day)) for day in ("1999-12-31", "2100-01-01", "9999-12-31")),
    *(("shared", put(*ANSWER, "due", value=day)) for day in ("1999-12-31", "2100-01-01", "0001-01-01")),
    ("full", put(*ANSWER, "open_since", value="0001-01-01")),
    (REVIEWED, put("review", "day", value="9999-12-31")),
    *(("full", put("detail", value=level)) for level in ("public", "secret", 7)),
    ("full", put("published", value=BAND)),
    ("public", put("detail", value="full")),
    ("public", put("published", value=None)),
    ("public", put("audit", "completed_by", value="Sam")),
    ("public", put("audit", "setting", "name", value="Rosebank")),
    ("public", put("provenance", "file", value="rosebank.xlsx")),
    ("public", put("audit", "responses", value=[{"ref": "board-lead"}])),
    ("public", put("review", value={})),
    *(("public", put("published", "low", value=n)) for n in (-1, 10**9, 10**14, 0.5, True, "1", None, 999_999)),
    ("public", put("published", "high", value=0)),
    ("public", put("published", "level", value="Splendid")),
    ("public", put("as_of", value="2026-11-20")),
    ("public", put("provenance", "sha256", value="ab" * 32)),
    ("public", put("provenance", "fingerprint", value="ab" * 32)),
    (REVIEWED, put("review", "draws", value=[{"phrase": "x" * 201}])),
    (REVIEWED, put("review", "draws", value=[{"phrase": "x"}] * 21)),
    (REVIEWED, put("review", "draws", value=[{"phrase": "x", "day": "9999-12-31"}])),
    (REVIEWED, put("review", "voices", value=[{"opinions": [{"ref": "nobody-asks"}]}])),
    (REVIEWED, put("review", "voices", value=[{"opinions": [{"ref": "board-lead"}] * 2}])),
    ("shared", put("audit", "strays", value=[{"ref": "x"}])),
    ("full", twice("audit", "responses")),
    (REVIEWED, twice("review", "opinions")),
    (REVIEWED, put("review", "opinions", 0, "ref", value="nobody-asks")),
    ("full", put(*ANSWER, "ref", value="nobody-asks")),
    ("full", put(*ANSWER, "ref", value="")),
    ("full", put("audit", "responses", value=[{"ref": f"x{n}"} for n in range(5_000)])),
    *(("full", put(*ANSWER, "place", value=place)) for place in ("Checklist!", "A!K0", "A!K\u0661", "K3")),
    *(("full", put(*ANSWER, "rating", value=rating)) for rating in ("Mostly", 2, "met", ["Met"], {})),
    *(("full", put("audit", field, value=[]) ) for field in ("checklist", "edition", "setting", "completed_by")),
    ("full", put("problems", value=[{"code": "W11", "spot": 7}])),
    ("full", put("problems", value=[{"code": ["W11"]}])),
    ("full", put("provenance", value="x")),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_values_that_no_report_has_cannot_be_read(number):
    name, change = WRONG[number]
    assert found_in(with_values(pages()[name], change)) == ["V02"]


@pytest.mark.parametrize(
    "kind", ["elsewhere", "../../etc/passwd", "x\0", "\ud800", "", "a" * 10_000], ids=lambda kind: repr(kind[:9])
)
@pytest.mark.parametrize("path", [("audit", "checklist"), ("audit", "setting", "kind")], ids=".".join)
def test_a_checklist_or_kind_that_is_none_is_no_traceback(path, kind, tmp_path):
    page = tmp_path / "report.html"
    page.write_bytes(with_values(pages()["full"], put(*path, value=kind)))
    done = CliRunner().invoke(cli, ["verify", str(page)])
    assert isinstance(done.exception, SystemExit), done.exception
    assert done.exit_code == 1
    assert re.search(r"V0[245]", done.output)


def as_number(written: str) -> Callable[[str], str]:
    return lambda text: re.sub(r'("high":)\d+', lambda found: found[1] + written, text, count=1)


RAW = {
    "4,300 digits": as_number("1" + "0" * 4299),
    "300 digits": as_number("9" * 300),
    "400 digits and a point": as_number("1" + "0" * 400 + ".0"),
    "a power": as_number("1e400"),
    "a small power": as_number("1E-5"),
    "infinite": as_number("Infinity"),
    "no number": as_number("NaN"),
    "deep lists": lambda _: "[" * 900 + "]" * 900,
    "very deep lists": lambda _: "[" * 400_000,
    "deep values": lambda text: text.replace('"published":{', '"published":' + '{"level":' * 20 + "{", 1),
    "many lists": lambda _: "[" + "[]," * 1_200_000 + "[]]",
    "many numbers": lambda _: "[" + "1," * 1_900_000 + "1]",
    "many texts": lambda _: "[" + '"",' * 1_200_000 + '""]',
    "many names": lambda _: "{" + ",".join(f'"{n}":0' for n in range(300_000)) + "}",
    "many quotation marks typed": lambda _: '["' + '\\"' * 1_900_000 + '"]',
    "backslashes": lambda _: '["' + "\\" * 3_000_001 + '"]',
    "not JSON": lambda text: text[:-1],
    "a text alone": lambda _: '"x"',
    "nothing": lambda _: "",
}


@pytest.mark.parametrize("name", RAW)
def test_a_text_that_no_report_has_cannot_be_read(name):
    page = pages()["public"]
    text = carried(page)
    changed = RAW[name](text)
    assert changed != text
    assert found_in(with_text(page, changed)) == ["V02"]


# A property: whatever is let through can be made a report of

ODD: list[object] = [
    None, True, False, 0, -1, 1, 10**15, 10**16, 0.5, -0.0, 1e300, "", " ", "x", "\0", "\ud800", "\u202e",
    "[Last year]", "<script>", "{", "{0}", "%s", "2026-02-30", "9999-12-31", "0001-01-01", "2000-01-01", "2099-12-31",
    "Met", "Not applicable", "Act now", "full", "shared", "public", "school", "leaders", "Checklist!K3", "A!A0", "W11",
    [], {}, [[]], [{}], {"ref": "x"}, {"a": {}}, ["x"], [None], "'" * 3_000, " " * 3_000, "\n" * 3_000,
]  # fmt: skip


def inside_of(value: object) -> Iterator[tuple[dict | list, str | int]]:
    """Every place in some values, as what holds it and its key there."""
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from inside_of(value[key])


def mutated(rng: random.Random, values: dict, other: dict) -> None:
    holder, key = rng.choice(list(inside_of(values)))
    kind = rng.randrange(7)
    if kind <= 2:
        holder[key] = rng.choice(ODD)
    elif kind == 3:
        del holder[key]
    elif kind == 4:
        holder[key] = [holder[key]] if rng.random() < 0.5 else {str(key): holder[key]}
    elif kind == 5:
        elsewhere, name = rng.choice(list(inside_of(other)))
        holder[key] = python_copy.deepcopy(elsewhere[name])
    elif isinstance(holder, dict):
        elsewhere, name = rng.choice([(e, n) for e, n in inside_of(other) if isinstance(e, dict)])
        holder[name] = python_copy.deepcopy(elsewhere[name])
    else:
        holder.append(holder[key])


def test_whatever_is_let_through_can_be_made_a_report_of():
    rng = random.Random(SEED)
    records = {name: json.loads(carried(page)) for name, page in pages().items()}
    passed: dict[str, int] = {}
    for number in range(MUTATIONS):
        name = list(records)[number % len(records)]
        values = python_copy.deepcopy(records[name])
        for _ in range(rng.choice([1, 1, 2])):
            mutated(rng, values, records[rng.choice(list(records))])
        found = found_in(with_text(pages()[name], json.dumps(values)), canonical.record(carried(pages()[name])))
        assert set(found) <= {"V02", "V03", "V04", "V05", "V29", "V30", "V31", "C08", "S10"}, (number, found)
        passed[found[0] if found else ""] = passed.get(found[0] if found else "", 0) + 1
    assert passed["V02"] > 200
    assert passed["V05"] > 200  # so that reports were made of many


# Pages of any size and shape


def _many(what: str, times: int) -> Callable[[str], str]:
    return lambda page: page.replace("</body>", what * times + "</body>")


SHAPES = {
    "ten million brackets": _many("<", 10_000_000),
    "tags": _many("<a>", 5_000_000),
    "just few enough tags": _many("<a>b", 190_000),
    "lines": _many("\n", 15_000_000),
    "just few enough lines": _many("<h3>\n", 190_000),
    "comments that do not end": _many("<!--", 4_000_000),
    "headings": _many("<h2>x\n", 2_500_000),
    "a heading of many lines": lambda page: page.replace("</body>", "<h2>" + "x\n" * 30_000 + "</body>"),
    "the same lines": lambda page: page.replace("</body>", "<p>a\n<p>b\n" * 1_400 + "</body>"),
    "beginnings of what is carried": _many(
        '<script type="application/octet-stream" id="record" data-sha256="', 250_000
    ),
    "beginnings of a seal": _many('<script type="application/json" id="seal">{"key":"', 300_000),
    "one long tag": lambda page: page.replace("</body>", "<a " + "x" * 15_000_000 + "</body>"),
    "one long text": lambda page: page.replace("</body>", "&#39;" * 3_000_000 + "</body>"),
    "too large": lambda page: page + " x" * 11_000_000,
}


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def run_bounded(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "audit", *words],
        cwd=folder, preexec_fn=bounded, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("name", SHAPES)
def test_a_page_of_any_shape_is_looked_at_within_bounds(name, tmp_path):
    (tmp_path / "report.html").write_text(SHAPES[name](pages()["full"]), encoding="utf-8")
    done = run_bounded("verify", "report.html", folder=tmp_path)
    assert done.returncode == 1, done.stderr[-800:]
    assert "Traceback" not in done.stderr, done.stderr[-800:]
    assert re.search(r"V(01|05|12)\b", done.stdout + done.stderr)


TYPED = {
    "apostrophes": "'" * 3_000_000,
    "spaces": "x" + " " * 3_000_000 + "x",
    "lines": "x\n" * 1_200_000,
    "brackets": "<" * 3_000_000,
    "rare letters": "\U0001f600<" * 290_000,
}


@pytest.mark.parametrize("name", TYPED)
def test_a_page_that_carries_one_vast_answer_is_looked_at_within_bounds(name, tmp_path):
    page = with_values(pages()["full"], put(*ANSWER, "evidence", value=TYPED[name]))
    (tmp_path / "report.html").write_bytes(page)
    done = run_bounded("verify", "report.html", folder=tmp_path)
    assert done.returncode == 1, done.stderr[-800:]
    assert "Traceback" not in done.stderr, done.stderr[-800:]
    assert re.search(r"V0[25]\b", done.stdout + done.stderr)


def test_what_is_said_of_a_difference_is_of_bearable_length():
    """A heading of thousands of lines would otherwise be said with each piece below it."""
    one = "<h2>" + "word\n" * 3_000
    assert max(len(piece.place) for piece in page_diff.pieces(one, {})) < 300
    mixed = [f"<p>{n % 90}" for n in range(2_900)]
    other = sorted(mixed)
    assert len(list(page_diff.differences("\n".join(mixed), "\n".join(other)))) == 1  # alike in too many ways


SIGNED = ("--name", "A. Example", "--role", "Head")


def test_a_page_is_sealed_only_if_it_can_be_read(tmp_path):
    assert CliRunner().invoke(cli, ["seal", "--new-key", str(tmp_path / "our.key")]).exit_code == 0
    for number, (name, change) in enumerate(WRONG[:30:5]):
        page = tmp_path / f"{number}.html"
        page.write_bytes(with_values(pages()[name], change))
        before = page.read_bytes()
        done = CliRunner().invoke(cli, ["seal", str(page), *SIGNED, "--key", str(tmp_path / "our.key")])
        assert (done.exit_code, "V02" in done.output) == (1, True), done.exception
        assert page.read_bytes() == before


# Keys


def _hostile_keys() -> Iterator[tuple[str, bytes]]:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ed25519, x448

    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    ours, other = ed25519.Ed25519PrivateKey.generate(), x448.X448PrivateKey.generate()
    locked = ours.private_bytes(pem, pkcs8, serialization.BestAvailableEncryption(b"secret"))
    plain = ours.private_bytes(pem, pkcs8, serialization.NoEncryption())
    yield "with a password", locked
    yield "of another kind", other.private_bytes(pem, pkcs8, serialization.NoEncryption())
    yield "in binary", plain[:40] + b"\0\xff" + plain[42:]
    yield "all binary", bytes(range(256)) * 20
    yield "huge", plain + b"\n" * 3_000_000
    yield "of an unknown curve", _pem("PUBLIC KEY", "301e301306072a8648ce3d020106082a864886f70d01010103070004aabbccdd")
    yield "of an unknown cipher", _pem("ENCRYPTED PRIVATE KEY", "301a300e06092a864886f70d01050d0401000408" + "00" * 8)
    yield "with empty lines for a key", b"-----BEGIN PRIVATE KEY-----\n\n-----END PRIVATE KEY-----\n"
    yield (
        "old and with a cipher of its own",
        (
            b"-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: KLINGON-CBC,00\n\nAAAA\n"
            b"-----END RSA PRIVATE KEY-----\n"
        ),
    )


def _pem(name: str, der: str) -> bytes:
    body = base64.b64encode(bytes.fromhex(der)).decode()
    return f"-----BEGIN {name}-----\n{body}\n-----END {name}-----\n".encode()


def test_a_hostile_key_is_said_to_be_none(tmp_path):
    assert CliRunner().invoke(cli, ["seal", "--new-key", str(tmp_path / "our.key")]).exit_code == 0
    page = tmp_path / "report.html"
    page.write_text(pages()["full"], encoding="utf-8", newline="")
    for name, key in _hostile_keys():
        (tmp_path / "bad.key").write_bytes(key)
        done = CliRunner().invoke(cli, ["seal", str(page), *SIGNED, "--key", str(tmp_path / "bad.key")])
        assert (done.exit_code, "V14" in done.output) == (1, True), (name, done.exception)
    assert CliRunner().invoke(cli, ["seal", str(page), *SIGNED, "--key", str(tmp_path / "our.key")]).exit_code == 0
    for name, key in _hostile_keys():
        (tmp_path / "bad.key").write_bytes(key)
        done = CliRunner().invoke(cli, ["verify", str(page), "--public-key", str(tmp_path / "bad.key")])
        assert (done.exit_code, "V14" in done.output) == (1, True), (name, done.exception)
    for words in (
        ["seal", str(page), *SIGNED, "--key", str(tmp_path)],
        ["verify", str(page), "--public-key", str(tmp_path)],
    ):
        assert CliRunner().invoke(cli, words).exit_code == 2  # a folder is no key, and that is a wrong command
