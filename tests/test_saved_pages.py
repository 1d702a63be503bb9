"""Reports that Firefox itself saved ("Save Page As"), and what Chromium saves as a single file."""

from pathlib import Path

import pytest

from audit.report import build, html, redaction
from audit.report.detail import Detail
from audit.samples import demonstration
from audit.workbook.read import reader
from tests.browser import browser, opened
from tests.conftest import DAY
from tests.marionette import firefox
from tests.test_review import Hand
from tests.test_verify_fair import say

__all__ = ["browser"]  # a fixture
pytestmark = pytest.mark.parts
KEY, REVIEW = "our.key", "review"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict[str, tuple[Path, Path]]:
    """Reports of every kind and level, one of a review and one with a seal, each with its workbook."""
    folder = tmp_path_factory.mktemp("made")
    found = {}
    for profile in demonstration.PROFILES:
        kind = profile.setting.kind
        book = folder / f"{kind}.xlsx"
        book.write_bytes(demonstration.filled_workbook(profile, DAY))
        found[kind] = (folder / f"{kind}.html", book)
    nursery = found["early-years"][1]
    review = folder / "review.xlsx"
    assert say("review", nursery, "-o", review, "--phrase", "snow").exit_code == 0
    hand = Hand(review)
    for ref in list(hand.rows)[:12]:
        hand.write(ref, "Reviewer's rating", "Partly met")
        hand.write(ref, "Reviewer's reason", "The log shows <two> of & three.")
    hand.sign("R. Reader", DAY)
    hand.save()
    found[REVIEW] = (folder / "reviewed.html", review)
    for page, book in found.values():
        page.write_text(html.render(build.build(reader.read(book), DAY)), encoding="utf-8", newline="")
    for level in (Detail.SHARED, Detail.PUBLIC):
        report = redaction.redact(build.build(reader.read(nursery), DAY), level, themes=True)
        found[level] = (folder / f"{level}.html", nursery)
        found[level][0].write_text(html.render(report), encoding="utf-8", newline="")
    found["sealed"] = (folder / "sealed.html", nursery)
    found["sealed"][0].write_bytes(found["early-years"][0].read_bytes())
    key = folder / KEY
    assert say("seal", "--new-key", key).exit_code == 0
    assert say("seal", found["sealed"][0], "--key", key, "--name", "A. Example", "--role", "Head").exit_code == 0
    return found


@pytest.fixture(scope="module")
def saved(made, tmp_path_factory) -> dict[str, Path]:
    """What Firefox makes of each when it saves it."""
    folder = tmp_path_factory.mktemp("firefox")
    with firefox(folder / "profile") as running:
        return {name: running.save(page, folder / name) for name, (page, _) in made.items()}


def test_what_firefox_saved_is_the_same_and_said_to_be_written_again(saved, made):
    for name, page in saved.items():
        assert page.read_bytes() != made[name][0].read_bytes()
        done = say("verify", page, made[name][1])
        assert done.exit_code == 0, (name, done.output)
        assert "V27 The page's code was written again" in done.output, name
        assert "Do not rely" not in done.output


def test_a_seal_fits_what_firefox_saved_until_a_word_is_changed(saved, made, tmp_path):
    key = made["sealed"][0].with_name(f"{KEY}.pub")
    done = say("verify", saved["sealed"], "--public-key", key)
    assert (done.exit_code, "Sealed by A. Example" in done.output) == (0, True), done.output
    text = saved["sealed"].read_text(encoding="utf-8")
    edited = tmp_path / "edited.html"
    edited.write_text(text.replace("danger today", "danger some day", 1), encoding="utf-8")
    assert edited.read_text(encoding="utf-8") != text
    assert "V12" in say("verify", edited).output


EDITS = {
    "a word": ("danger today", "danger some day"),
    "a rating": (">Not met<", ">Met<"),
    "the judgement": ("Self-audit result: Act now", "Self-audit result: In place"),
    "a link": ('href="#q', 'href="#x'),
    "something hidden": ("<h2", '<h2 hidden=""'),
    "a style": ("<style>", "<style>.breach{display:none}"),
    "a choice that says something": ("<legend>", "<legend>All is well. "),
    "an option that says something": (
        '<option value="" selected="selected">',
        '<option selected="selected">In place: ',
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_of_what_firefox_saved_is_caught(saved, tmp_path, edit):
    text = saved["early-years"].read_text(encoding="utf-8")
    changed = text.replace(*EDITS[edit], 1)
    assert changed != text
    page = tmp_path / "edited.html"
    page.write_text(changed, encoding="utf-8")
    done = say("verify", page)
    assert done.exit_code == 1, (edit, done.output)
    assert "V05" in done.output


def test_a_page_saved_as_a_single_file_is_named_and_what_to_save_instead(browser, made, tmp_path):
    """Chromium leaves every script out of it, and the record with them."""
    with opened(browser, made["early-years"][0]) as shown:
        session = shown.page.context.new_cdp_session(shown.page)
        single = session.send("Page.captureSnapshot", {"format": "mhtml"})["data"]
    assert "octet-stream" not in single
    for name in ("report.mhtml", "report.html"):
        page = tmp_path / name
        page.write_text(single, encoding="utf-8", newline="")
        done = say("verify", page)
        assert done.exit_code == 1
        assert "V35" in done.output
        assert "Web page, complete" in " ".join(done.output.split())
