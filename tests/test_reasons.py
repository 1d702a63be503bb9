"""What gives a reason: why a question does not apply, or why nothing is done about it."""

import pytest

from audit.judgement.reasons import gives_reason, says_not_done

NONE_GIVEN = (
    "", " ", ".", "?", "n/a", "none", "x", "Because", "12", "1234", "x x", "aaa", "aaaa aaa", "Not for us", "N/A to us",
    "Not needed", "Does not apply", "I don't know", "Will check", "Will check with the head", "not relevant",
    "It is not relevant to us", "This doesn\u2019t apply to our setting", "Because it does not apply here",
    "Irrelevant",
    "Not applicable to us", "We don't know", "I'm not sure", "Not sure, will ask", "yes", "see above", "As last year",
    "TBC", "[Last year]", "[LAST YEAR] none", "[last year] not needed at present", "Not required at the moment",
)  # fmt: skip
NOT_DONE = (
    "Not done", "not in place", "We have not done this", "We haven't done this yet", "we dont do this",
    "This is not in place at the moment", "We don't have this", "Not started", "to do", "Not yet done", "No policy yet",
    "[Last year] We have not done this",
)  # fmt: skip
GIVEN = (
    "All on paper", "We do not use suppliers", "We have none.", "We have no boarders", "Childminder, works alone",
    "No pool", "We do not do transport", "I work alone", "no children under five", "We are a day school",
    "Not a school", "Covered by the council", "[LAST YEAR] All on paper", "[last year] We have no boarders",
    "The trust does this for us", "Single-sex site", "We have not done trips since 2019", "Day only",
)  # fmt: skip


@pytest.mark.parametrize("text", [*NONE_GIVEN, *NOT_DONE])
def test_what_says_nothing_or_that_it_is_not_done_gives_no_reason(text):
    assert not gives_reason(text)
    assert says_not_done(text) is (text in NOT_DONE)


@pytest.mark.parametrize("text", GIVEN)
def test_a_reason_is_one_in_few_words_too(text):
    assert gives_reason(text)
    assert gives_reason(text.upper())
    assert not says_not_done(text)
