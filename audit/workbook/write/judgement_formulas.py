"""The judgement as formulas: :mod:`audit.judgement.verdict` over the columns of the hidden sheet of sums."""

from audit.judgement.verdict import Level
from audit.model import Duty, Rating, Rule
from audit.workbook.write.figures_sheet import Sums


class Facts:
    """What the rule asks, each as a formula."""

    def __init__(self, sums: Sums) -> None:
        self._essential, self._force = sums.column("Essential"), sums.column("Force")
        self._answer, self._shown = sums.column("Answer given"), sums.column("Shown")
        left_out = f'COUNTIF({self._answer},"{Rating.NOT_APPLICABLE}")'
        self.asked = f"ROWS({self._answer})"
        self.blank = f'COUNTIF({self._answer},"")'
        self.applicable = f"({self.asked}-{left_out})"
        self.shown = f"SUM({self._shown})"
        self.all_not_met = f'COUNTIF({self._answer},"{Rating.NOT_MET}")'
        self.essentials = f'SUMPRODUCT({self._essential}*({self._answer}<>"{Rating.NOT_APPLICABLE}"))'
        self.essentials_shown = f"SUMPRODUCT({self._essential}*{self._shown})"
        self.essentials_blank = self._essentials("")
        every = f"SUM({self._essential})"
        self.essentials_answered = f"INT(100*({every}-{self.essentials_blank})/MAX(1,{every}))"
        self.essentials_not_met = self._essentials(Rating.NOT_MET)
        self.essentials_partly = self._essentials(Rating.PARTLY)
        self.law_partly = self._duties(Duty.MUST, Rating.PARTLY)
        self.law_undated = f"SUM({sums.column('Law undated')})"
        self.for_the_tool = f"SUM({sums.column('For the tool')})"
        self.left_out_alone = f"SUM({sums.column('Left out alone')})"
        earned = f"(SUM({sums.column('Earned')})+SUM({sums.column('Unanswered')}))"
        self.best_case = f"INT(100*{earned}/MAX(1,SUM({sums.column('Available')})))"
        self.scored = f"SUM({sums.column('Available')})>0"

    def not_met(self, duty: Duty) -> str:
        """How many duties of a force are not met."""
        return self._duties(duty, Rating.NOT_MET)

    def _essentials(self, answer: str) -> str:
        return f'SUMPRODUCT({self._essential}*({self._answer}="{answer}"))'

    def _duties(self, duty: Duty, answer: str) -> str:
        return f'SUMPRODUCT(({self._force}="{duty}")*({self._answer}="{answer}"))'


def judgement(facts: Facts, rule: Rule) -> str:
    """The word, the first that applies."""
    open_ = f"OR({facts.blank}>0,{facts.applicable}=0)"
    return (
        f'IF({_act_now(facts, rule)},"{Level.ACT_NOW}",IF({open_},"{Level.INCOMPLETE}",'
        f'IF({_in_place(facts, rule)},"{Level.IN_PLACE}","{Level.WORK_TO_DO}")))'
    )


def at_best(facts: Facts, rule: Rule) -> str:
    """The word if every blank were met with evidence; empty where nothing is blank."""
    in_place = _in_place(facts, rule, blanks_met=True)
    return (
        f'IF({facts.blank}=0,"",IF({_act_now(facts, rule)},"{Level.ACT_NOW}",'
        f'IF({in_place},"{Level.IN_PLACE}","{Level.WORK_TO_DO}")))'
    )


def what_is_open(facts: Facts, result: str) -> str:
    """In a sentence, what is still unanswered, and that this is no result yet; ``result`` is the cell of the word."""
    many = f'{facts.blank}&IF({facts.blank}=1," question is"," questions are")&" unanswered"'
    essentials = f'IF({facts.essentials_blank}=0,"",", "&{facts.essentials_blank}&" of them essential")'
    before = f'IF({result}="{Level.INCOMPLETE}","This cannot be judged yet: ","")'
    return (
        f'IF({facts.applicable}=0,"This cannot be judged: no question applies.",'
        f'IF({facts.blank}=0,"Every question is answered.",{before}&{many}&{essentials}&"."))'
    )


def _act_now(facts: Facts, rule: Rule) -> str:
    return (
        f"OR({facts.essentials_not_met}>={rule.act_now_essentials},{facts.not_met(Duty.MUST)}>={rule.act_now_musts},"
        f"{_too_many(facts.essentials_partly, facts.essentials, rule)},"
        f"{_too_many(facts.all_not_met, facts.applicable, rule)},"
        f"AND({facts.scored},{facts.best_case}<{rule.act_now_below}))"
    )


def _too_many(number: str, of: str, rule: Rule) -> str:
    return f"AND({number}>={rule.act_now_least},{number}*{rule.act_now_one_in}>={of})"


def _in_place(facts: Facts, rule: Rule, *, blanks_met: bool = False) -> str:
    share, of = rule.in_place_shown
    essentials, shown = facts.essentials_shown, facts.shown
    if blanks_met:
        essentials, shown = f"{essentials}+{facts.essentials_blank}", f"({shown}+{facts.blank})"
    return (
        f"AND({essentials}={facts.essentials},{facts.not_met(Duty.MUST)}+{facts.not_met(Duty.SHOULD)}=0,"
        f"{facts.law_partly}<={rule.in_place_musts_partly},{facts.law_undated}=0,{of}*{shown}>={share}*{facts.applicable},"
        f"{rule.in_place_left_out_one_in}*{facts.left_out_alone}<={facts.asked})"
    )
