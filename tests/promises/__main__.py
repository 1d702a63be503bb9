"""``python -m tests.promises`` writes down what is there: only for what is added, or for a new major version."""

import json

from tests.promises import KEPT, there

if __name__ == "__main__":
    KEPT.write_text(json.dumps(there(), indent=1) + "\n", encoding="utf-8")
