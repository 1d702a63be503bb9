"""The same data, byte for byte, from processes here, from a cluster of two, and from one that loses a worker."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from audit.aggregate import executors, package, production, run
from audit.aggregate.batch import BatchResult, Task
from audit.aggregate.locate import ReturnFile
from audit.cli.main import cli
from audit.problems import AuditError
from tests import many

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def cluster():
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as made:
        yield made


def made(folder, **changes):
    order = many.order(folder, **changes)
    production.produce(order, reports=True)
    return {
        path.relative_to(order.output).as_posix(): path.read_bytes()
        for name in ("data", "feedback", "reports")
        for path in (order.output / name).iterdir()
    }


def test_a_cluster_gives_the_same_bytes(tmp_path, cluster):
    many.make(tmp_path)
    here = made(tmp_path, output="here", processes=2)
    there = made(tmp_path, output="there", cluster=cluster.scheduler_address)
    assert here == there


def test_a_worker_that_is_lost_loses_nothing(tmp_path, cluster, monkeypatch):
    many.make(tmp_path)
    here = made(tmp_path, output="here", processes=2)
    monkeypatch.setattr(executors, "BATCH", 2)
    seen = []

    def progress(done, total):
        seen.append(done)
        if len(seen) == 2:
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

    order = many.order(tmp_path, output="lost", cluster=cluster.scheduler_address)
    result = run.add_up(run.gather(order, progress))
    package.write(result)
    assert len(seen) > 4
    data = {path.name: path.read_bytes() for path in (order.output / "data").iterdir()}
    assert data == {name.removeprefix("data/"): own for name, own in here.items() if name.startswith("data/")}


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setattr(executors, "_ANSWER_WITHIN", 1)


def refused(address, **given):
    with pytest.raises(AuditError) as fault:
        executors.Cluster(address, None, **given)
    (said,) = fault.value.problems
    assert said.code == "A26"
    assert "\n" not in str(said)
    str(said).encode("utf-8")
    return said.message


@pytest.mark.parametrize(
    "address",
    [
        *("foo://bar", "inproc://x", "ucx://h:1", "ws://h:1", "tcp://", "tcp://h", "tcp://h:port", "tcp://h:99999"),
        *("tcp://h:0", "tcp://:8786", "tcp://h:1/x", "tcp://me@h:1", "tcp://[::1", "h:-1", "\udce9://h:1", "tls://h:1"),
    ],
)
def test_an_address_that_cannot_be_one_is_refused_before_anybody_is_asked(address, monkeypatch):
    monkeypatch.setattr(executors, "_client", None)
    refused(address)


@pytest.mark.parametrize("says", [None, b"", b"HTTP/1.0 400 Bad\r\n\r\n" * 10, b"\0" * 100])
def test_what_is_no_scheduler_is_said_in_one_line_and_leaves_nothing_behind(says):
    run_ = """
import socket, sys, threading
from audit.aggregate import executors
from audit.problems import AuditError
executors._ANSWER_WITHIN = 1
there = socket.socket()
there.bind(("127.0.0.1", 0))
says = eval(sys.argv[1])
def answer():
    while True:
        one = there.accept()[0]
        one.sendall(says)
        one.close()
if says is not None:
    there.listen()
if says:
    threading.Thread(target=answer, daemon=True).start()
try:
    executors.Cluster(f"tcp://127.0.0.1:{there.getsockname()[1]}", None)
except AuditError as fault:
    print(fault)
"""
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", run_, repr(says)],
        env=os.environ | {"PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stderr == ""
    assert done.stdout.count("\n") == 1
    assert "A26" in done.stdout


def slow(batch, folder):
    time.sleep(0.2)
    return [BatchResult(address=task.item.address, sha256="x") for task in batch]


def test_a_cluster_that_goes_away_keeps_what_was_read():
    tasks = [Task(item=ReturnFile(address=f"{n}.xlsx", at="disk", path=f"{n}.xlsx")) for n in range(60)]
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None) as made:
        given = executors.Cluster(made.scheduler_address, None, slow).read(executors.batches(tasks, 1))
        first = next(given)
        assert first[0].sha256 == "x"
        made.close()
        with pytest.raises(AuditError, match="A26"):
            list(given)


@pytest.mark.parametrize("address", ["http://localhost:8786", "", "foo://bar"])
def test_an_address_is_looked_at_though_nothing_is_new(tmp_path, address):
    many.make(tmp_path)
    words = ["aggregate", str(tmp_path / "returns"), "-o", str(tmp_path / "out"), "--as-of", "2026-11-20"]
    CliRunner().invoke(cli, words)
    result = CliRunner().invoke(cli, [*words, "--cluster", address])
    assert result.exit_code == 1
    assert result.stderr.count("A26") == 1
    assert "Nothing has changed" not in result.output


def test_a_scheduler_without_workers_is_said(soon):
    with distributed.LocalCluster(n_workers=0, processes=True, dashboard_address=None) as made:
        assert "no workers" in refused(made.scheduler_address)


@pytest.fixture(scope="module")
def papers(tmp_path_factory):
    """An authority made for this test, a certificate of it with its key, and another authority."""
    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    folder = tmp_path_factory.mktemp("papers")
    day = datetime(2020, 1, 1, tzinfo=UTC)

    def name(text):
        return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])

    def certificate(subject, issuer, key, signer, *, authority):
        made = x509.CertificateBuilder(
            issuer_name=name(issuer),
            subject_name=name(subject),
            public_key=key.public_key(),
            serial_number=x509.random_serial_number(),
            not_valid_before=day,
            not_valid_after=day.replace(year=2120),
        ).add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        return made.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    ours, theirs, own = (ec.generate_private_key(ec.SECP256R1()) for _ in range(3))
    (folder / "ca.pem").write_bytes(certificate("ours", "ours", ours, ours, authority=True))
    (folder / "other.pem").write_bytes(certificate("other", "other", theirs, theirs, authority=True))
    (folder / "cert.pem").write_bytes(certificate("node", "ours", own, ours, authority=False))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(own.private_bytes(*plain))
    (folder / "bad.pem").write_bytes(b"no paper")
    return folder


def test_a_cluster_over_tls_is_used_by_whom_it_knows(papers, soon):
    ca, cert, key, other, bad = (str(papers / f"{n}.pem") for n in ("ca", "cert", "key", "other", "bad"))
    whose = ("client", "scheduler", "worker")
    both = {f"tls_{who}_{what}": path for who in whose for what, path in (("cert", cert), ("key", key))}
    security = distributed.Security(require_encryption=True, tls_ca_file=ca, **both)
    task = Task(item=ReturnFile(address="a.xlsx", at="disk", path="a.xlsx"))
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None, security=security, protocol="tls"
    ) as made:
        address = made.scheduler_address
        assert address.startswith("tls://")
        reading = executors.Cluster(address, None, tls=executors.Tls(ca=ca, cert=cert, key=key)).read([(task,)])
        assert [p.code for [one] in reading for p in one.problems] == ["F01"]
        refused(address, tls=executors.Tls(ca=other, cert=cert, key=key))
        refused(address, tls=executors.Tls(ca=ca, cert=bad, key=key))
        refused(address, tls=executors.Tls(ca="/none", cert=cert, key=key))
        refused(address, tls=executors.Tls(ca=ca, cert=cert))
        refused(address)
        refused(address.replace("tls", "tcp"))
        refused(address.replace("tls", "tcp"), tls=executors.Tls(ca=ca, cert=cert, key=key))
