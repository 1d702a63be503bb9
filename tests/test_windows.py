"""What Windows does differently, held without Windows: consoles, names of files, line ends, and what it has not."""

import ast
import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audit import files, text
from audit.checklist.load import load
from audit.cli import reference
from audit.problems import CATALOGUE, AuditError
from tests import many

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "audit").rglob("*.py"))
NAME = "Zoë’s Żłobek — 幼儿园 (invented)"
"""A name with letters that a western console has, and letters that it has not."""

COMMANDS = """
new leaders -o rosebank.xlsx --kind early-years --name {name}
new leaders -o rosebank.xlsx
new leaders -o first.xlsx --first-look --kind school
new leaders -o parts --split-by owner --kind charity
new leaders -o next.xlsx --from {filled}
merge {filled} next.xlsx -o whole.xlsx
demo -o demo
check rosebank.xlsx {filled} letter.xlsx --all
check {filled} --marked marked.xlsx
score {filled}
score rosebank.xlsx --json
report {filled} -o reports --also text --also owners --also ics --also xlsx --also docx
report {filled} -o reports --detail shared
report returns -o many
progress reports/rosebank-nursery-invented-{day}.xlsx {filled} -o updated.xlsx --report progress.txt
review {filled} -o review.xlsx --phrase snow
draw {filled} --phrase snow
verify reports/rosebank-nursery-invented-{day}.html {filled}
seal --new-key our.key
seal reports/rosebank-nursery-invented-{day}.html --key our.key --name {name} --role Head
verify reports/rosebank-nursery-invented-{day}.html --public-key our.key.pub
checklists show leaders
checklists coverage
checklists handbook -o handbook.html
aggregate returns -o overview --register settings.csv --reports --processes 1
aggregate returns -o overview --register settings.csv --reports --processes 1
forget overview --yes
new leaders --register settings.csv -o sent
samples --settings 2 -o invented
"""
DRIVER = '''
import json, shlex, sys
from pathlib import Path

reached = []


def watched(event, given):
    """Notes whoever reaches for another computer; what processes of one computer say to each other is no such thing."""
    if event == "socket.getaddrinfo" or (event == "socket.connect" and isinstance(given[1], tuple)):
        reached.append([event, str(given[1:])])


sys.addaudithook(watched)
from audit.cli.main import main

codes = {}
if __name__ == "__main__":
    for words in json.loads(Path("commands.json").read_text(encoding="utf-8")):
        sys.argv = ["safeguarding-audit", *words]
        print("\\n$", ascii(" ".join(words)), flush=True)
        try:
            main()
        except SystemExit as end:
            codes[" ".join(words)] = end.code
    import socket

    socket.getaddrinfo("localhost", 80)  # so that it is seen that this would be noticed
    Path("result.json").write_text(json.dumps([codes, reached]), encoding="utf-8")
'''


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Every command run in a western console of Windows: what it printed, how each ended, and whom it reached for."""
    folder = tmp_path_factory.mktemp("console")
    (folder / "returns").mkdir()
    for name, content in many.contents()[:3]:
        (folder / "returns" / name).write_bytes(content)
    many.return_factory.write_register(folder, 3)
    (folder / "letter.xlsx").write_bytes(b"%PDF-1.7")
    filled, day = "demo/rosebank-nursery-invented.xlsx", f"{date.today():%Y-%m-%d}"  # noqa: DTZ011 - as the command does
    asked = []
    for line in COMMANDS.split("\n"):
        words = [word.format(name=NAME, filled=filled, day=day) for word in line.split()]
        asked += [words] if words else []
    asked.sort(key=lambda words: words[0] != "demo")  # the others take its workbook
    pages = [[*name.split()[1:], "--help"] for name in re.findall(r"^## (.+)$", reference.commands(), re.MULTILINE)]
    (folder / "commands.json").write_text(json.dumps([*asked, *pages]), encoding="utf-8")
    (folder / "driver.py").write_text(DRIVER, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-X", "warn_default_encoding", "-W", "always::EncodingWarning", "driver.py"],
        cwd=folder,
        env=os.environ | {"PYTHONIOENCODING": "cp1252", "PYTHONPATH": str(ROOT), "COLUMNS": "100"},
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode("cp1252")
    codes, reached = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    return folder, done.stdout.decode("cp1252"), done.stderr.decode("cp1252"), codes, reached


def test_no_command_stumbles_over_a_letter_that_the_console_has_not(ran):
    _, out, err, codes, _ = ran
    for said in ("Traceback", "UnicodeEncodeError", " X01 "):
        assert said not in out + err
    wrong = {words: code for words, code in codes.items() if code not in (0, None)}
    assert {" ".join(words.split()[:2]): code for words, code in wrong.items()} == {
        "new leaders": 1,  # it is there already
        "check rosebank.xlsx": 1,  # a blank one, and a letter
        "check demo/rosebank-nursery-invented.xlsx": 1,
        "merge demo/rosebank-nursery-invented.xlsx": 1,  # they disagree
    }
    assert "Sealed by Zoë’s ??obek — ??? (invented), Head" in out
    assert {words.split()[0] for words in codes} >= set(reference.cli.commands) - {"open"}


def test_data_that_is_printed_is_whole_whatever_the_console_can_show(ran):
    printed = ran[1].partition("--json'")[2].lstrip()
    values, end = json.JSONDecoder().raw_decode(printed)
    assert values["setting"]["name"] == NAME
    assert printed[:end].isascii()


def test_no_command_reaches_for_another_computer(ran):
    assert [[event, given.split(",")[0]] for event, given in ran[4]] == [["socket.getaddrinfo", "(80"]]


def test_no_file_is_read_or_written_in_the_encoding_of_the_console(ran):
    warned = [line for line in ran[2].split("\n") if "EncodingWarning" in line]
    assert warned, "openpyxl opens a file so, to have its name; so it is seen that these are warned of"
    assert [line for line in warned if "openpyxl" not in line] == []


# Names


RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?", re.IGNORECASE)


def holds_on_windows(name):
    """Whether a name can be that of a file on Windows."""
    return (
        name
        and not RESERVED.fullmatch(name)
        and not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
        and not name.endswith((".", " "))
        and len(name) <= 255
    )


@given(
    st.text(max_size=80)
    | st.sampled_from(["CON", "Nul", "aux.", "COM1", "lpt9 ", "P.R.N", "a:b", "..", "x. ", "ＣＯＮ"])
)
@example("CON")
@example("Com¹")
@example("a" * 59 + " b")
def test_a_name_made_of_any_text_is_one_on_windows(words):
    name = text.slug(words)
    assert not name or holds_on_windows(f"{name}.xlsx"), name
    assert len(name) <= 60


def test_names_of_other_devices_are_left_as_they_are():
    for word in ("Convent School", "Auxiliary", "Com", "LPT10", "Nullarbor", "console"):
        assert text.slug(word) == word.lower().replace(" ", "-")


LONGEST = 120
"""Windows takes 260 letters for a whole path, so that 140 are left for the folder that people chose."""


def test_every_file_that_is_written_has_a_name_and_a_length_that_windows_takes(ran):
    written = [path.relative_to(ran[0]) for path in ran[0].rglob("*")]
    assert len(written) > 50
    for path in written:
        assert all(holds_on_windows(part) for part in path.parts), path
        assert len(str(path)) <= LONGEST, path


def test_the_longest_names_leave_room_for_a_folder(tmp_path):
    longest = f"overview/feedback/{text.slug('very long name ' * 20)}-12.html"
    unfinished = []

    def note(handle):
        unfinished.extend(path.name for path in tmp_path.iterdir())

    with pytest.MonkeyPatch.context() as at:
        at.setattr(os, "fsync", note)
        files.write(tmp_path / ("long" * 30 + ".html"), "x")
    assert len(longest) <= LONGEST
    assert [len(name) <= LONGEST - len("overview/feedback/") for name in unfinished] == [True]


def test_no_two_names_differ_only_by_case():
    assert text.slug("Rosebank") == text.slug("ROSEBANK")
    assert PureWindowsPath("a/Rosebank.xlsx") == PureWindowsPath("a/ROSEBANK.xlsx")


# Line ends


def test_whatever_is_written_as_text_has_the_same_line_ends_everywhere():
    """In text mode Windows writes another line end, unless it is said which: outputs would be other bytes there."""
    found = []
    for path, call, words in calls():
        mode = next((a.value for a in call.args if isinstance(a, ast.Constant) and a.value in {"w", "a", "x"}), "")
        if (words == "write_text" or (words in {"open", "fdopen"} and mode)) and "newline" not in keywords(call):
            found.append((path.name, call.lineno))
    assert found == []


def test_whatever_is_read_as_text_says_in_which_encoding():
    found = [
        (path.name, call.lineno)
        for path, call, words in calls()
        if words in {"read_text", "write_text"} and "encoding" not in keywords(call)
    ]
    assert found == []


def calls():
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
                yield path, node, node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id


def keywords(call):
    return {keyword.arg for keyword in call.keywords}


def test_checklists_with_the_line_ends_of_windows_are_the_same(tmp_path):
    ours = ROOT / "checklists"
    for path in ours.rglob("*.yaml"):
        at = tmp_path / "own" / path.relative_to(ours)
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    with pytest.MonkeyPatch.context() as here:
        here.setattr(
            "audit.files.resources.folder", lambda name: tmp_path / "own" if name == "checklists" else ROOT / name
        )
        made = load("readiness-2026", "school")
    assert made.digest == load("readiness-2026", "school").digest
    assert made == load("readiness-2026", "school")


# What Windows has not


NOT_THERE = {"fcntl", "grp", "posix", "pwd", "readline", "resource", "syslog", "termios", "tty", "pty"}
NOT_IN = {
    "os": {
        "chown",
        "fork",
        "forkpty",
        "getuid",
        "geteuid",
        "getgid",
        "getloadavg",
        "killpg",
        "mkfifo",
        "nice",
        "setsid",
    },
    "signal": {"SIGALRM", "SIGHUP", "SIGKILL", "SIGQUIT", "SIGUSR1", "SIGUSR2", "alarm", "pause", "setitimer"},
}
LINUX_DATES = re.compile(r"%-[a-zA-Z]|%[eklPsGVu]\b")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_nothing_is_used_that_windows_has_not(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            said = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            assert not {name.split(".")[0] for name in said} & NOT_THERE
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert node.attr not in NOT_IN.get(node.value.id, set()), (path, node.lineno)
        if isinstance(node, ast.FormattedValue) and node.format_spec:
            assert not LINUX_DATES.search(ast.unparse(node.format_spec)), (path, node.lineno)


def test_a_file_that_another_program_holds_open_is_said_to_be_so(tmp_path, monkeypatch):
    """Excel on Windows lets nobody replace what it has open."""
    path = files.write(tmp_path / "rosebank.html", "old")

    def held(self, target):
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(AuditError) as fault:
        files.write(path, "new")
    (found,) = fault.value.problems
    assert (found.code, found.fix.partition(",")[0]) == ("S02", "Close it in other programs")
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["rosebank.html"]


def test_our_own_words_are_in_letters_that_a_western_console_has():
    said = [f"{fault.message} {fault.fix} {fault.many}" for fault in CATALOGUE.values()]
    for path in (ROOT / "audit" / "cli").glob("*.py"):
        constants = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Constant)]
        said += [node.value for node in constants if isinstance(node.value, str)]
    assert [one for one in said if one.encode("cp1252", "replace").decode("cp1252") != one] == []
