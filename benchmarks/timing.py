"""What the benchmarks share: interleaved rounds, so that a noisy minute hits every rival alike, and medians."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping


def interleaved(jobs: Mapping[str, Callable[[], object]], rounds: int = 5) -> dict[str, float]:
    """The median time of each job in seconds, the jobs taking turns."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            gc.collect()
            begin = time.perf_counter()
            job()
            times[name].append(time.perf_counter() - begin)
    return {name: statistics.median(taken) for name, taken in times.items()}
