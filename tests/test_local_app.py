"""The local app: who is let in, what is shown, and that an overview made through it is the command's."""

import http.client
import multiprocessing
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

import audit
from audit.app import desk, doorkeeper, folders, many, server, window
from audit.app.doorkeeper import Door, Knock
from audit.cli.main import cli
from audit.problems import AuditError
from audit.samples import demonstration, return_factory
from tests import hostile, local_app
from tests.conftest import DAY
from tests.local_app import Local, packed

SETTINGS = 300


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A home folder with a few returns, something that was made, and something that is nobody's business."""
    folder = tmp_path_factory.mktemp("home")
    return_factory.write_returns(folder / "here", 3)
    (folder / "outside").symlink_to("/")
    (folder / "secret.txt").write_text("not to be seen", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def local(home) -> Iterator[Local]:
    with local_app.running(home) as one:
        yield one


@pytest.fixture(scope="module")
def made(local, home) -> str:
    """The way to an overview of three settings, made in the folder ``made``, with links in it that lead elsewhere."""
    local.ask("overview-begin", folder="here/returns", output="made", register="", previous="")
    status = local.until("done")
    (home / "made" / "link.txt").symlink_to(home / "secret.txt")
    (home / "made" / "away").symlink_to(home)
    assert status["output"] == str(home / "made")
    return local.ask("overview-status")["shown"]


# Who is let in


def test_it_answers_on_this_computer_alone_and_at_a_port_that_the_system_chooses(home):
    first, second = server.opened(home), server.opened(home)
    try:
        places = [one.listening.getsockname() for one in (first, second)]
        assert {place[0] for place in places} == {"127.0.0.1"}
        assert len({place[1] for place in places}) == 2
        assert first.app.door.key != second.app.door.key
    finally:
        first.listening.close()
        second.listening.close()


def test_no_other_address_of_this_computer_reaches_it(local):
    others = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    for address in (others | {"127.0.0.2"}) - {"127.0.0.1"}:
        with pytest.raises(OSError), socket.create_connection((address, local.port), timeout=2):  # noqa: PT011
            pass


def refused(local: Local, headers: list[tuple[str, str]], body: bytes = packed("choices"), **how) -> int:
    status, given, said = local.send("POST", "/ask", headers, body, **how)
    assert status == 400 or given["cache-control"] == "no-store"  # what is no request at all comes to no door
    assert b"leaders" not in said
    return status


def changed(local: Local, name: str, *values: str) -> list[tuple[str, str]]:
    """The usual headers with other values for one of them; none where none is given."""
    return [one for one in local.usual() if one[0] != name] + [(name, value) for value in values]


def test_the_usual_request_is_answered(local):
    assert [one["id"] for one in local.ask("choices")["value"]] == [one.id for one in desk.choices()]


@pytest.mark.parametrize(
    "hosts",
    [
        ("example.org",), ("localhost:{port}",), ("127.0.0.1",), ("127.0.0.1:1",), ("127.0.0.1:{port}", "example.org"),
        ("127.0.0.1:{port}", "127.0.0.1:{port}"), ("127.0.0.1.:{port}",), ("[::1]:{port}",), ("0x7f.1:{port}",), (),
        ("127.0.0.1:{port}.example.org",), ("user@127.0.0.1:{port}",), ("",),
    ],
)  # fmt: skip
def test_a_host_that_is_not_exactly_ours_is_refused(local, hosts):
    given = tuple(one.format(port=local.port) for one in hosts)
    assert refused(local, changed(local, "Host", *given)) in {400, 421}
    door = Door(port=local.port, key=local.key)
    headers = tuple((name.lower(), value) for name, value in changed(local, "Host", *given))
    assert door.refusal(Knock(method="POST", path=b"/ask", headers=headers), server.TO_DO).status == 421
    page = Knock(method="GET", path=b"/", headers=tuple(("host", one) for one in given))
    assert door.refusal(page, server.TO_DO).status == 421


@pytest.mark.parametrize(
    "origins",
    [
        ("http://example.org",), ("http://localhost:{port}",), ("https://127.0.0.1:{port}",), ("null",), (),
        ("http://127.0.0.1:{port}", "http://127.0.0.1:{port}"), ("http://127.0.0.1",), ("http://127.0.0.1:{port}/",),
    ],
)  # fmt: skip
def test_an_origin_that_is_not_exactly_ours_is_refused(local, origins):
    given = tuple(one.format(port=local.port) for one in origins)
    assert refused(local, changed(local, "Origin", *given)) == 403


@pytest.mark.parametrize("sites", [("cross-site",), ("same-site",), ("none",), ("same-origin", "cross-site"), ("",)])
def test_a_request_from_another_site_is_refused(local, sites):
    assert refused(local, changed(local, "Sec-Fetch-Site", *sites)) == 403


def test_a_browser_that_does_not_say_from_which_site_is_held_to_the_origin(local):
    status, *_ = local.send("POST", "/ask", changed(local, "Sec-Fetch-Site"), packed("choices"))
    assert status == 200


@pytest.mark.parametrize("keys", [(), ("",), ("wrong",), ("{key}x",), ("{key}", "{key}"), ("{short}",)])
def test_a_missing_or_wrong_key_is_refused(local, keys):
    given = tuple(one.format(key=local.key, short=local.key[:-1]) for one in keys)
    assert refused(local, changed(local, "X-Safeguarding-Key", *given)) == 403


def test_the_key_has_256_bits_and_is_no_cookie_and_in_no_address(local):
    assert len(local.key) == 43
    assert len({doorkeeper.new_key() for _ in range(100)}) == 100
    for where in ({"Cookie": f"key={local.key}"}, {"Authorization": f"Bearer {local.key}"}):
        assert refused(local, changed(local, "X-Safeguarding-Key") + list(where.items())) == 403
    headers = changed(local, "X-Safeguarding-Key")
    assert local.send("POST", f"/ask?key={local.key}", headers, packed("choices"))[0] == 403
    _, given, page = local.get("/")
    assert local.key.encode() not in page
    assert "set-cookie" not in given


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
@pytest.mark.parametrize("path", ["/ask", "/window"])
def test_what_does_something_is_done_with_post_alone(local, method, path):
    assert local.send(method, path, local.usual())[0] == 405


@pytest.mark.parametrize("path", ["/", "/shown/x/overview.html"])
def test_what_is_looked_at_is_got_alone(local, path):
    for method in ("POST", "PUT", "HEAD", "OPTIONS"):
        assert local.send(method, path, local.usual())[0] == 405


@pytest.mark.parametrize("path", ["/ASK", "/ask/", "//ask", "/./ask", "/ask%20", "/x/../ask"])
def test_no_other_spelling_of_a_path_gets_round_the_key(local, path):
    status, _, said = local.send("POST", path, [("Host", local.host)], packed("choices"))
    assert status in {403, 404, 405}
    assert b"leaders" not in said


def test_a_body_of_more_than_twenty_megabytes_is_refused_however_it_comes(local):
    over = doorkeeper.MOST_BYTES + 1
    assert local.send("POST", "/ask", [*local.usual(), ("Content-Length", str(over))])[0] == 413
    for odd in ("-1", "1e3", "٣", ""):
        with suppress(http.client.BadStatusLine, ConnectionError, UnicodeError):
            status = local.send("POST", "/ask", [*local.usual(), ("Content-Length", odd)])[0]
            assert status == 400
    pieces = b"".join(b"%x\r\n%s\r\n" % (1_000_000, b"x" * 1_000_000) for _ in range(21)) + b"0\r\n\r\n"
    status, *_ = local.send("POST", "/ask", [*local.usual(), ("Transfer-Encoding", "chunked")], pieces, length=False)
    assert status == 413
    assert local.ask("choices")["value"]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"x", b"\xff\xff\xff\xff{}", b"\x02\0\0\0[]", b"\x04\0\0\0null", packed("choices")[:-1],
        packed("look", ("a.xlsx", b"12"))[:-1], packed("look", ("a.xlsx", b"12")) + b"3",
        packed("choices").replace(b'"names": []', b'"names": ""'), b"\x10\x27\0\0" + b"[" * 10_000,
    ],
)  # fmt: skip
def test_what_is_no_question_is_refused(local, body):
    assert local.send("POST", "/ask", local.usual(), body)[0] == (
        400 if b"choices" not in body or body[-1:] != b"}" else 200
    )


def test_a_question_that_nobody_answers_is_refused(local):
    assert local.send("POST", "/ask", local.usual(), packed("eval"))[0] == 404


def test_nothing_is_kept_framed_or_passed_on(local, made):
    for path in ("/", f"{made}overview.html", "/nothing"):
        _, given, _ = local.get(path)
        assert given.items() >= dict(doorkeeper.HEADERS).items(), path
    _, given, _ = local.send("POST", "/ask", local.usual(), packed("choices"))
    assert given.items() >= dict(doorkeeper.HEADERS).items()
    assert "server" not in given


def test_the_page_is_shown_to_no_other_page(local):
    elsewhere = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "no-cors"), ("Sec-Fetch-Dest", "script")]
    assert local.get("/", *elsewhere)[0] == 403
    framed = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "iframe")]
    assert local.get("/", *framed)[0] == 403
    opened = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")]
    status, given, _ = local.get("/", *opened)  # from the page that only its owner can read
    assert status == 200
    assert "frame-ancestors 'none'" in given["content-security-policy"]
    assert window.policy(window.LOCAL) in given["content-security-policy"]
    assert "unsafe" not in given["content-security-policy"]


# Which files are shown


def test_what_was_made_is_shown_as_a_page_of_nobodys(local, made, home):
    for name in ("overview.html", "files.html", "chase.csv", "overview.xlsx"):
        status, given, body = local.get(f"{made}{name}")
        assert (status, body) == (200, (home / "made" / name).read_bytes())
        assert given["content-security-policy"].startswith("sandbox ")
        assert "allow-same-origin" not in given["content-security-policy"]
    pages = local.ask("overview-status")["value"]["feedback"]
    assert pages
    assert local.get(f"{made}feedback/{pages[0]}")[0] == 200


@pytest.mark.parametrize(
    "path",
    [
        "../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "%252e%252e%252fsecret.txt", "..%5csecret.txt",
        "feedback/../../secret.txt", "./overview.html", "//overview.html", "%2f{home}/secret.txt", "{home}/secret.txt",
        "overview.html%00", "overview.html%00.txt", "%00", "link.txt", "away/secret.txt", "away", "C:%5cWindows", "",
        "feedback", ".in-use.lock", "overview.html/", "overview.html%0a", "overview.html::$DATA", "nothing.html",
    ],
)  # fmt: skip
def test_paths_that_lead_elsewhere_are_refused(local, made, home, path):
    status, _, said = local.get(made + path.format(home=home))
    assert status == 404
    assert b"not to be seen" not in said
    assert str(home).encode() not in said


def test_without_the_word_nothing_that_was_made_is_shown(local, made):
    word = made.split("/")[2]
    for wrong in ("", "x", word[:-1], word + "x", local.key):
        assert local.get(f"/shown/{wrong}/overview.html")[0] == 404


@pytest.mark.parametrize(
    "at", ["..", "../..", "/", "/etc", "here/../..", ".", "here/.", "here//returns", "here/\0", "outside", "C:",
           "%2e", "nothing", "secret.txt", "here\\returns"],
)  # fmt: skip
def test_only_folders_below_the_home_folder_are_listed(local, made, at):
    (fault,) = local.ask("folder", at=at)["faults"]
    assert fault["code"] == "S16"


def test_a_folder_is_listed_with_what_can_be_chosen_in_it(local, home, made):
    top = local.ask("folder", at="")["value"]
    assert {"here", "made"} <= set(top["folders"])
    assert (top["above"], top["path"]) == (None, str(home.resolve()))
    here = local.ask("folder", at="here")["value"]
    assert (here["folders"], here["registers"], here["above"]) == (["returns"], ["settings.csv"], "")
    sent = [path for path in (home / "here/returns").rglob("*") if path.is_file()]
    assert (here["returns"], here["below"], here["counted"]) == (0, len(sent), True), "a folder of folders is not empty"
    returns = local.ask("folder", at="here/returns/000")["value"]
    assert returns["returns"] == len(list((home / "here/returns/000").iterdir())) > 0
    assert returns["above"] == "here/returns"
    assert "away" not in local.ask("folder", at="made")["value"]["folders"]


def test_a_folder_with_more_than_can_be_shown_says_so(tmp_path):
    for number in range(folders._MOST + 5):
        (tmp_path / f"{number:04}.csv").touch()
    seen = folders.listed(tmp_path, "")
    assert not seen.whole
    assert len(seen.registers) == folders._MOST


def test_folders_below_are_counted_only_as_long_as_nobody_has_to_wait(tmp_path, monkeypatch):
    monkeypatch.setattr(folders, "_MOST_BELOW", 5)
    for number in range(9):
        path = tmp_path / "all" / str(number) / "a.xlsx"
        path.parent.mkdir(parents=True)
        path.touch()
    seen = folders.listed(tmp_path, "")
    assert not seen.counted
    assert 0 <= seen.below < 9


@pytest.mark.parametrize("words", ["here", '"here"', "~/here", " here ", "{home}/here"])
def test_a_path_is_typed_whole_or_from_the_home_folder(home, words):
    assert folders.typed(words.format(home=home), home) == home / "here"


@pytest.mark.parametrize("words", ["", "  ", '""', "s3://bucket/returns", "a\0b", "http://127.0.0.1"])
def test_what_is_no_path_is_refused(home, words):
    with pytest.raises(AuditError, match="S16"):
        folders.typed(words, home)


@pytest.mark.parametrize(
    "wrong", [{"folder": "nothing"}, {"register": "here"}, {"previous": "secret.txt"}, {"output": ""}, {"folder": "\0"}]
)
def test_an_overview_of_what_is_not_there_is_refused_before_it_is_begun(local, made, home, wrong):
    before = local.ask("overview-status")
    paths = {"folder": "here/returns", "output": "other", "register": "", "previous": ""} | wrong
    (fault,) = local.ask("overview-begin", **paths)["faults"]
    assert (fault["code"], fault["places"]) == ("S16", many.PATHS[next(iter(wrong))])
    assert local.ask("overview-status") == before
    assert not (home / "other").exists()


def test_every_field_that_is_wrong_is_named_at_once(local, made, home):
    paths = {"folder": "nowhere", "output": "here/settings.csv", "register": "none.csv", "previous": ""}
    faults = local.ask("overview-begin", **paths)["faults"]
    named = [many.PATHS[name] for name in ("folder", "register", "output")]
    assert [one["places"] for one in faults] == named
    assert str(home / "nowhere") in faults[0]["message"]


def test_what_an_earlier_overview_made_among_the_returns_is_left_out_in_one_line(tmp_path):
    return_factory.write_returns(tmp_path, 2)
    with local_app.running(tmp_path) as local:
        said = []
        for output in ("returns/overview", "returns", "elsewhere", "elsewhere"):
            local.ask("overview-begin", folder="returns", output=output, register="settings.csv", previous="")
            said.append(local.until("done", "failed"))
        assert {status["state"] for status in said} == {"done"}
        assert len({status["lines"][0] for status in said[:3]}) == 1, "the same returns are read each time"
        found = [[one["places"] for one in status["faults"] if one["code"] == "A61"] for status in said]
        nested, whole = str(tmp_path / "returns" / "overview"), str(tmp_path / "returns")
        assert found[:3] == [[], [nested], [f"{whole} and {nested}"]]


def test_what_goes_wrong_on_the_way_is_said_with_its_remedy(tmp_path):
    (tmp_path / "empty").mkdir()
    with local_app.running(tmp_path) as local:
        local.ask("overview-begin", folder="empty", output="out", register="", previous="")
        status = local.until("failed")
        assert [one["code"] for one in status["faults"]] == ["A27"]
        assert status["faults"][0]["fix"]


# The same answers as the commands


def test_reports_are_the_commands(local):
    data = demonstration.filled_workbook(demonstration.NURSERY, DAY)
    report = audit.make_report(audit.read_return(data, name="r.xlsx"), DAY)
    for form in (*desk.FORMS, "docx"):
        made = local.ask("report", ("r.xlsx", data), form=form, day=DAY.isoformat())["value"]
        assert made["bytes"] == audit.render(report, form), form


def test_crafted_files_get_their_words_and_end_nothing(local):
    faulty = 0
    for name in sorted(hostile.TABLE)[::9]:
        crafted = hostile.TABLE[name]
        data = crafted.make()
        if len(data) < 2_000_000:
            seen = local.ask("look", (crafted.file, data), day=DAY.isoformat())["value"]
            faulty += bool(seen["faults"])
    assert faulty > 5
    assert local.ask("choices")["value"]


def made_files(folder: Path) -> dict[str, bytes]:
    """Everything in an output folder but what the tool remembers there, in whatever order it was read."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and path.suffix != ".sqlite"
    }


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="a terminal's Ctrl-C reaches a process group")
def test_three_hundred_returns_cancelled_half_way_and_gone_on_with_are_the_commands(tmp_path):
    return_factory.write_returns(tmp_path, SETTINGS)
    command = [sys.executable, "-m", "audit"]
    opened = subprocess.Popen(
        [*command, "open", "--no-window"], cwd=tmp_path, env=os.environ | {"HOME": str(tmp_path)},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        port, key = re.search(r"http://127\.0\.0\.1:(\d+)/#(\S{43})\n", opened.stdout.readline()).groups()
        local = Local(port=int(port), key=key)
        paths = {"folder": "returns", "output": "out", "register": "settings.csv", "previous": ""}
        local.ask("overview-begin", **paths)
        assert local.ask("overview-begin", **paths)["faults"][0]["code"] == "S17"
        local.until("running", more=lambda status: status["total"] and status["done"] * 2 >= status["total"])
        local.ask("overview-cancel")
        local.until("cancelled")
        assert not (tmp_path / "out" / "overview.html").exists()
        local.ask("overview-begin", **paths)
        first = local.until("running", "done", more=lambda status: status["total"] or status["state"] == "done")
        assert first["state"] == "done" or first["done"] > SETTINGS // 3, "what was read is not read again"
        status = local.until("done")
        words = ["aggregate", tmp_path / "returns", "-o", "own", "--register", tmp_path / "settings.csv"]
        words += ["--as-of", "2026-11-27"]
        done = subprocess.run([*command, *words], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert status["lines"][0] in done.stdout
        here, own = made_files(tmp_path / "out"), made_files(tmp_path / "own")
        assert list(here) == list(own)
        assert [name for name, data in here.items() if data != own[name]] == []
        for one in (tmp_path / "out").rglob("*"):
            one.unlink() if one.is_file() else None
        local.ask("overview-begin", **paths)
        local.until("running", more=lambda status: status["done"])
        opened.send_signal(signal.SIGINT)  # with processes at work
        said = opened.communicate(timeout=60)[0]
        assert opened.returncode == 0
        assert said == "Closed. Nothing is left running.\n"
        assert is_empty(opened.pid)
    finally:
        if opened.poll() is None:
            os.killpg(opened.pid, signal.SIGKILL)


def is_empty(group: int) -> bool:
    """Whether all processes of a group have ended, at once or in a moment."""
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


# Its end


def test_it_ends_with_its_last_window_and_not_while_a_page_is_loaded_again(home, monkeypatch):
    monkeypatch.setattr(server, "WITHOUT_A_WINDOW", 1.0)
    opened = server.opened(home)
    thread = threading.Thread(target=opened.serve)
    thread.start()
    local = Local(port=opened.app.door.port, key=opened.app.door.key)

    def window_opened() -> http.client.HTTPConnection:
        connection = http.client.HTTPConnection("127.0.0.1", local.port, timeout=60)
        connection.request("POST", "/window", headers=dict(local.usual()))
        assert connection.getresponse().read(1) == b"."
        return connection

    first = window_opened()
    second = window_opened()
    first.sock.shutdown(socket.SHUT_RDWR)
    time.sleep(2)
    assert thread.is_alive()  # the other one stands
    second.sock.shutdown(socket.SHUT_RDWR)
    time.sleep(0.3)
    third = window_opened()  # the page was loaded again
    time.sleep(2)
    assert thread.is_alive()
    third.sock.shutdown(socket.SHUT_RDWR)
    thread.join(30)
    assert not thread.is_alive()
    assert multiprocessing.active_children() == []
    with pytest.raises(OSError):  # noqa: PT011
        socket.create_connection(("127.0.0.1", local.port), timeout=1)


def test_where_its_libraries_are_missing_it_says_what_to_do(tmp_path):
    code = "import sys; sys.modules['uvicorn'] = None; from audit.__main__ import main; sys.argv[1:] = ['open']; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert "S18" in done.stderr
    assert "pip install starlette uvicorn" in done.stderr


def test_the_key_stands_in_no_list_of_programs(home, monkeypatch):
    """What a browser is started with can be seen by others: it is a page that only its owner can read."""
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append((address, read(address))))

    def read(address: str) -> tuple[str, int]:
        path = Path(address.removeprefix("file://"))
        return path.read_text(encoding="utf-8"), path.stat().st_mode & 0o077

    def serve(self) -> None:
        for _ in range(200):
            if opened:
                break
            time.sleep(0.02)
        self.listening.close()

    monkeypatch.setattr(server.Opened, "serve", serve)
    done = CliRunner().invoke(cli, ["open"])
    assert done.exit_code == 0, done.output
    address, (text, others) = opened[0]
    key = re.search(r"#(\S{43})", done.output)[1]
    assert key not in address
    assert f"#{key}" in text
    assert others == 0
    assert not Path(address.removeprefix("file://")).exists()
