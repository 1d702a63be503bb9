"""The word lists of privacy: their sources are given, they are read only where there is a text, and never change."""

import subprocess
import sys
from pathlib import Path

import pytest

from audit.privacy import word_lists

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "audit" / "privacy" / "lists").iterdir())


def loaded(code: str) -> set[str]:
    """The word lists and rules that a new process has loaded after a piece of code."""
    asked = (
        f"import sys\n{code}\nfrom audit.privacy import word_lists\n"
        "made = word_lists.family.cache_info().currsize + word_lists.phrases.cache_info().currsize\n"
        "print(made, *[m for m in sys.modules if m in ('audit.privacy.rules', 'audit.privacy.words')])"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_each_file_says_where_its_words_come_from(path):
    head = path.read_text(encoding="utf-8").partition("\n\n")[0]
    assert all(line.startswith("#") for line in head.splitlines())
    assert "Source:" in head


def test_nothing_of_them_is_loaded_by_the_commands_or_for_a_return_without_text():
    assert loaded("import audit.cli.main") == {"0"}
    assert loaded("from audit import privacy; privacy.look(''); privacy.masked('')") == {"0"}


def test_they_are_loaded_for_a_text():
    assert loaded("from audit import privacy; privacy.look('Minutes of May')") > {"audit.privacy.rules"}


def test_a_family_is_read_once_and_cannot_be_changed():
    people = word_lists.family("people")
    assert word_lists.family("people") is people
    assert isinstance(people["kin"], frozenset)
    with pytest.raises(TypeError):
        people["kin"] = frozenset()
    with pytest.raises(TypeError):
        word_lists.phrases("phrases")["well_known"] = ()


def test_no_list_is_empty_and_words_are_in_small_letters_where_they_are_compared_so():
    for path in FILES:
        read = word_lists.phrases(path.stem) if path.stem == "phrases" else word_lists.family(path.stem)
        assert all(read.values()), path.name
        for name, words in read.items():
            if path.stem in {"people", "staff", "telling", "given_names", "surnames"}:
                assert all(word == word.lower() for word in words), name
