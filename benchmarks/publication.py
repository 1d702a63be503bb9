"""The attack on what is published, over fifty invented partnerships: ``python -m benchmarks.publication [MANY]``."""

import sys

from audit.aggregate import publication, publish
from tests.partnerships import CHECKLIST, Rows, certain, partnership


def seen(rows: Rows) -> object:
    """All that the public sees."""
    said = publication.of(rows, CHECKLIST)
    return publish.rows_of(said) if said else None


def main(many: int) -> None:
    """Print for how many answers and scores no second world was found."""
    found = [certain(partnership(seed), seen, seed, targets=4) for seed in range(many)]
    answers, scores, tried = (sum(column) for column in zip(*found, strict=True))
    print(f"{many} partnerships, {tried} answers attacked: {answers} certain, and {scores} of {4 * many} scores")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
