"""The same data, byte for byte, from processes here, from a cluster of two, and from one that loses a worker."""

import os
import signal

import pytest

from audit.aggregate import engines, package, run
from tests import many

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def cluster():
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as made:
        yield made


def made(folder, **changes):
    order = many.order(folder, **changes)
    result = run.add_up(run.gather(order))
    package.write(result)
    return many.digests(order.output / "data")


def test_a_cluster_gives_the_same_bytes(tmp_path, cluster):
    many.make(tmp_path)
    here = made(tmp_path, output="here", processes=2)
    there = made(tmp_path, output="there", cluster=cluster.scheduler_address)
    assert here == there


def test_a_worker_that_is_lost_loses_nothing(tmp_path, cluster, monkeypatch):
    many.make(tmp_path)
    here = made(tmp_path, output="here", processes=2)
    monkeypatch.setattr(engines, "BATCH", 2)
    seen = []

    def progress(done, total):
        seen.append(done)
        if len(seen) == 2:
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

    order = many.order(tmp_path, output="lost", cluster=cluster.scheduler_address)
    result = run.add_up(run.gather(order, progress))
    package.write(result)
    assert len(seen) > 4
    assert many.digests(order.output / "data") == here
