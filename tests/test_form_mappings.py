"""A mapping says how somebody else's form is laid out and what its answers mean; what is wrong with it has its line."""

import json
import re

import jsonschema
import pytest

from audit.checklist import yaml_file
from audit.checklist.load import load, load_all, load_forms
from audit.checklist.schema import schemas
from audit.checklist.shelf import shelf
from audit.files import resources
from audit.model import Duty, Rating
from audit.problems import AuditError
from tests.form_workbooks import FORMS, mappings

SMALL = """\
form:
  id: small
  title: A small form
  edition: "2026"
  compared_on: 2026-11-20
scales:
  score:
    best: low
    zero: unused
    blank: unanswered
    answers:
      1: Met
      2: Partly met
      3: Not met
setting:
  name: "Setting:"
answers:
  - columns:
      question: Question
      rating: Score
    scale: score
sections:
  Everything:
    "1":
      asks: Is there a policy that staff can find?
"""


def changed(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new, 1)


def faults(folder, text):
    with pytest.raises(AuditError) as caught:
        shelf(mappings(folder, small=text))
    return [(found.code, found.where.spot, found.message) for found in caught.value.problems]


def test_a_form_is_a_checklist_among_the_others(tmp_path):
    folder = mappings(tmp_path)
    assert {"coast-schools", "rivermouth-s11", "acorns-ticks", "leaders"} <= {c.id for c in load_all(folder)}
    checklist = load("coast-schools", "school", folder)
    assert [c.id for c in checklist.criteria][:4] == ["1.1", "1.2", "1.3", "2.1"]
    assert checklist.theme(checklist.criteria[3].theme).title == "Designated leads"
    assert checklist.criteria[0].question == "Governors look at how the school protects children once a year"


def test_without_a_folder_there_is_no_form():
    assert load_forms(None) == ()


def test_a_folder_may_hold_nothing_but_mappings(tmp_path):
    assert [form.id for form in load_forms(mappings(tmp_path, small=SMALL))] == ["small"]


def test_a_mapping_that_was_changed_is_read_again(tmp_path):
    folder = mappings(tmp_path, small=SMALL)
    before = load("small", folder=folder)
    mappings(tmp_path, small=changed("Is there a policy", "Is there a good policy"))
    after = load("small", folder=folder)
    assert before.digest != after.digest
    assert after.criteria[0].question.startswith("Is there a good")


@pytest.mark.parametrize("key", ["best", "zero", "blank"])
def test_direction_zero_and_blank_have_to_be_said(tmp_path, key):
    text = re.sub(rf"    {key}: \w+\n", "", SMALL)
    assert faults(tmp_path, text) == [("C04", "line 7", f"The key '{key}' is missing.")]


@pytest.mark.parametrize(
    ("old", "new", "line", "why"),
    [
        ("best: low", "best: high", "line 7", "do not go the way"),
        ("best: low", "best: words", "line 7", "answers without numbers"),
        ("      1: Met", "      0: Met", "line 7", "what 0 means"),
        ("    scale: score", "    scale: sccore", "line 1", "no scale 'sccore'"),
        ("      rating: Score\n    scale: score", "      rating: Score", "line 18", "not both"),
        ("    scale: score", "    scale: score\n    ticks: {Yes: Met}", "line 18", "not both"),
        ("      question: Question\n", "", "line 18", "a row is known by"),
    ],
)
def test_what_contradicts_itself_is_named_at_its_line(tmp_path, old, new, line, why):
    [(code, spot, message)] = faults(tmp_path, changed(old, new))
    assert (code, spot) == ("C06", line)
    assert why in message


def test_a_word_that_is_misspelt_is_named_with_the_one_that_is_meant(tmp_path):
    found = {code: (spot, message) for code, spot, message in faults(tmp_path, changed("best:", "bets:"))}
    assert found["C03"][0] == "line 8"
    assert "best" in found["C03"][1]


def test_what_a_question_rests_on_has_to_be_there(tmp_path):
    text = SMALL + "      cites: [no-such-provision]\n      like: leaders/no-such\n      how: same\n"
    found = faults(tmp_path, text)
    assert {(code, spot) for code, spot, _ in found} == {("C08", "line 26"), ("C08", "line 27")}


def test_a_question_stands_once(tmp_path):
    text = SMALL + '  More:\n    "2":\n      asks: Is there a policy  that staff can FIND?\n'
    [(code, _, message)] = faults(tmp_path, text)
    assert code == "C06"
    assert "same words" in message


def test_the_example_of_the_guide_can_be_used(tmp_path):
    guide = (resources.folder("checklists") / "README.md").read_text(encoding="utf-8")
    example = guide.partition("## A form of somebody else's")[2].partition("```yaml\n")[2].partition("```")[0]
    [form] = load_forms(mappings(tmp_path, example=example))
    assert [question.ref for question in form.questions] == ["1.1", "1.2"]


def test_a_link_says_how(tmp_path):
    [(code, _, message)] = faults(tmp_path, SMALL + "      like: leaders/board-lead\n")
    assert code == "C06"
    assert "'like' and 'how'" in message


def test_a_form_cannot_take_the_name_of_a_checklist(tmp_path):
    assert {code for code, *_ in faults(tmp_path, changed("id: small", "id: leaders"))} == {"C07"}


def test_only_the_same_question_takes_over_duty_and_sources(tmp_path):
    link = "      like: leaders/board-lead\n      how: {}\n"
    ours = load("leaders", folder=mappings(tmp_path / "none", small=SMALL)).criterion("board-lead")
    same = load("small", folder=mappings(tmp_path / "a", small=SMALL + link.format("same"))).criteria[0]
    assert (same.duty, same.cites, same.essential) == (ours.duty, ours.cites, ours.essential)
    assert same.remedy == ours.remedy
    assert same.question == "Is there a policy that staff can find?"
    for how in ("wider", "narrower", "related"):
        other = load("small", folder=mappings(tmp_path / how, small=SMALL + link.format(how))).criteria[0]
        assert (other.duty, other.cites, other.essential) == (Duty.ADVICE, (), "")


def test_the_duty_is_the_force_of_what_is_cited(tmp_path):
    cited = next(p for c in load("leaders").criteria for p in c.cites if p.force is Duty.MUST)
    text = SMALL + f"      cites: [{cited.id}]\n      essential: Nobody would know whom to ask.\n"
    criterion = load("small", folder=mappings(tmp_path, small=text)).criteria[0]
    assert criterion.duty is Duty.MUST
    assert criterion.cites == (cited,)
    assert criterion.essential == "Nobody would know whom to ask."


def test_one_spelling_of_not_applicable_stands_for_all(tmp_path):
    text = changed("      3: Not met", "      3: Not met\n      n/a: Not applicable")
    [form] = load_forms(mappings(tmp_path, small=text))
    scale = form.tables[0].scale
    assert {scale.rating(word) for word in ("N/A", "na", "Not  Applicable")} == {Rating.NOT_APPLICABLE}
    [form] = load_forms(mappings(tmp_path / "b", small=SMALL))
    assert form.tables[0].scale.rating("n/a") is None


@pytest.mark.parametrize("path", sorted(FORMS.glob("*.yaml")), ids=lambda path: path.stem)
def test_the_schema_takes_what_is_right_and_refuses_a_missing_direction(path):
    schema = json.loads(schemas()["mapping.schema.json"])
    value = json.loads(json.dumps(yaml_file.read(path).value, default=str))
    jsonschema.validate(value, schema)
    for scale in value.get("scales", {}).values():
        del scale["best"]
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(value, schema)
