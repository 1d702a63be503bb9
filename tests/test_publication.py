"""What is published of many settings names nobody and gives no score and no answer away."""

import csv
import io
import json
from collections import Counter
from dataclasses import replace
from functools import partial

import pytest

from audit.aggregate import production, publication, publish
from audit.aggregate.run import Result
from audit.judgement.verdict import Level
from audit.model.ratings import WANTING
from audit.samples import overview_factory
from tests import many, partnerships
from tests.partnerships import CHECKLIST, certain, partnership

IN_THE_RUN = 10
FEWEST_PAIRS = 8
"""So many pairs of editions have to be let through, and attacked."""


def seen(rows):
    """All of it that the public sees."""
    said = publication.of(rows, CHECKLIST)
    return publish.rows_of(said) if said else None


def exact(rows):
    """What stood in the overview before: exact counts and scores."""
    gaps = [sum(row.answers[n] == "N" for row in rows) for n in range(len(CHECKLIST.criteria))]
    scores = Counter(row.so_far for row in rows)
    levels = Counter(row.level for row in rows)
    return (*enumerate(gaps), *scores.items(), *levels.items())


@pytest.mark.parametrize("settings", [*range(10, 260), 999, 1000, 2001])
def test_every_band_holds_at_least_five_counts(settings):
    bands = [publication.share_band(count, settings) for count in range(settings + 1)]
    assert min(bands.count(band) for band in bands) >= 5
    assert len(set(bands)) == publication.number_of_bands(settings)
    assert [bands[0].low, bands[-1].high] == [0, 100]
    for count, band in enumerate(bands):
        assert band.low <= 100 * count / settings
        assert 100 * count / settings < band.high or band.high == 100


def test_the_marking_letters_are_those_of_the_model():
    assert "N" in {rating.letter for rating in WANTING}


@pytest.mark.parametrize("seed", range(IN_THE_RUN))
def test_no_answer_and_no_score_is_certain(seed):
    answers, scores, tried = certain(partnership(seed), seen, seed)
    assert tried >= 40
    assert (answers, scores) == (0, 0)


def test_nor_from_two_editions_that_may_both_be_published():
    """The second edition has settings more; whoever was in the first answered the same in both.

    Pairs that are refused say nothing, so there have to be enough that are not.
    """
    attacked, more = 0, publication.APART + 20
    for seed in range(IN_THE_RUN):
        rows = partnership(seed, size=60 + seed)
        if refused(rows[:-more], rows):
            continue
        attacked += 1
        answers, scores, _ = certain(rows, partial(both, more), seed, targets=2)
        assert (answers, scores) == (0, 0), seed
    assert attacked >= FEWEST_PAIRS


def refused(fewer, rows):
    """Whether the second of two editions may not be published."""
    shares = [publication.whole_numbers(s, publication.of(s, CHECKLIST), CHECKLIST) for s in (fewer, rows)]
    return any(publication.gives_away(shares[0][name], shares[1][name]) for name in shares[0] if name in shares[1])


def both(more, world):
    """What two editions show, of which the first is without the last so many settings."""
    first, second = seen(world[:-more]), seen(world)
    return (*(("first", *row) for row in first or ()), *(("second", *row) for row in second or ()))


def test_two_editions_that_together_say_what_the_newcomers_answered_are_noticed():
    """Half or more of 15 is at least 8, and under 40% of 25 at most 9: of ten newcomers at most one has the gap."""
    assert publication.gives_away([15, 50, 100], [25, 20, 40])
    assert publication.gives_away([25, 20, 40], [15, 50, 100])
    assert publication.gives_away([100, 5, 10], [101, 10, 15]), "the one who came has it"
    assert not publication.gives_away([40, 20, 40], [60, 20, 30])


def test_exact_figures_fail_the_same_attack():
    found = [certain(partnership(seed), exact, seed, targets=2, steps=60) for seed in range(IN_THE_RUN)]
    assert sum(answers for answers, _, _ in found) > 20
    assert sum(scores for _, scores, _ in found) > 2


def test_finer_bands_fail_it_too(monkeypatch):
    monkeypatch.setattr(publication, "number_of_bands", lambda settings: 4 * settings)
    found = [certain(partnership(seed), seen, seed, targets=1, steps=30) for seed in range(IN_THE_RUN)]
    assert sum(answers for answers, _, _ in found) > 5


def test_judgements_that_add_up_to_one_world_are_not_said():
    """Five of one judgement and five of another: half or more of both can only be five and five."""
    rows = partnership(1, size=10)
    tied = tuple(replace(row, level=list(Level)[n % 2]) for n, row in enumerate(rows))
    said = publication.of(tied, CHECKLIST)
    assert said
    assert said.judgements == ()
    clear = publication.of(tuple(replace(row, level=Level.ACT_NOW) for row in rows), CHECKLIST)
    assert clear
    assert len(clear.judgements) == 4


def test_nothing_of_nine_and_no_row_of_a_small_group():
    rows = partnership(2, size=30)
    assert publication.of(rows[:9], CHECKLIST) is None
    few = tuple(replace(row, group="Small" if n < 9 else "Large") for n, row in enumerate(rows))
    said = publication.of(few, CHECKLIST)
    assert said
    assert [one.title for one in said.scores if one.by == "group"] == ["Large"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("published")
    many.make(place)
    return place


def test_a_run_publishes_a_page_and_data_that_name_nobody(folder):
    out = folder / "public"
    made = production.produce(many.order(folder), publish=out)
    assert made.unpublished is None
    assert sorted(path.name for path in out.iterdir()) == ["datapackage.json", "published.csv", "published.html"]
    assert made.overview
    for path in out.iterdir():
        text = path.read_text(encoding="utf-8")
        for row in made.overview.settings:
            for own in (row.name, row.urn, row.key, row.contact):
                assert not own or own not in text, (path.name, own)
        assert made.overview.as_of.isoformat() not in text
    rows = list(csv.DictReader(io.StringIO((out / "published.csv").read_text(encoding="utf-8"))))
    described = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))["resources"][0]
    assert [field["name"] for field in described["schema"]["fields"]] == list(rows[0])
    assert {int(row["settings"]) % 5 for row in rows} == {0}
    assert "published" not in {path.stem for path in (folder / "out" / "data").iterdir()}
    again = production.produce(many.order(folder), publish=out)
    assert (again.overview, again.unpublished) == (None, None)


def result_of(folder, overview):
    return Result(order=many.order(folder), overview=overview)


def test_one_edition_a_round(tmp_path):
    made = overview_factory.overview(80)
    (tmp_path / "out").mkdir()
    first, second = result_of(tmp_path, made), overview_factory.overview(84, seed=2)
    assert publish.why_not(first, tmp_path / "public") is None
    publish.write(first, tmp_path / "public")
    assert publish.why_not(first, tmp_path / "elsewhere") is None, "the very same may be written again"
    refused = publish.why_not(result_of(tmp_path, second), tmp_path / "public")
    assert refused
    assert refused.code == "A57"
    larger = result_of(tmp_path, overview_factory.overview(120))
    beside = publish.why_not(larger, tmp_path / "public")
    assert beside
    assert beside.code == "A57", "some question has too few newcomers"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publication, "gives_away", lambda *_: False)
        assert publish.why_not(larger, tmp_path / "public") is None
    next_year = replace(second, as_of=second.as_of.replace(year=second.as_of.year + 1))
    assert publish.why_not(result_of(tmp_path, next_year), tmp_path / "public") is None
    (tmp_path / "out" / publish.EDITIONS).write_text("[{}]", encoding="utf-8")
    spoiled = publish.why_not(first, tmp_path / "public")
    assert spoiled
    assert spoiled.code == "A59"


@pytest.mark.parametrize("where", ["out", "out/public", "holiday"])
def test_never_beside_anything_private(tmp_path, where):
    (tmp_path / "holiday").mkdir()
    (tmp_path / "holiday" / "photo.txt").write_text("ours", encoding="utf-8")
    refused = publish.why_not(result_of(tmp_path, overview_factory.overview(40)), tmp_path / where)
    assert refused
    assert refused.code == "A58"


def test_the_invented_partnerships_are_unlike_each_other():
    assert len({seen(partnerships.partnership(seed)) for seed in range(IN_THE_RUN)}) == IN_THE_RUN
