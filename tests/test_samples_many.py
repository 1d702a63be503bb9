"""Invented returns in any number: believable, the same every time, and faulty in ways that are known beforehand."""

from collections import Counter

from click.testing import CliRunner

from audit.checklist.load import load
from audit.cli.main import cli
from audit.samples import overview_factory, return_factory
from audit.samples.return_factory import PlantedFault
from audit.workbook.read import reader
from tests.conftest import DAY


def test_a_setting_is_the_same_whenever_it_is_made():
    assert return_factory.setting(7) == return_factory.setting(7)
    assert return_factory.setting(7) != return_factory.setting(7, seed=2)
    checklist = load("leaders", return_factory.setting(7).expected.kind)
    assert return_factory.answered(return_factory.setting(7), checklist, DAY) == return_factory.answered(
        return_factory.setting(7), checklist, DAY
    )


def test_kinds_faults_and_names_are_spread():
    many = [return_factory.setting(number) for number in range(1500)]
    kinds, faults = Counter(one.expected.kind for one in many), Counter(one.fault for one in many)
    assert set(faults) == set(PlantedFault)
    assert faults[PlantedFault.NONE] > 1000
    assert min(kinds.values()) > 50
    assert len({one.expected.urn for one in many}) == len({one.expected.name for one in many}) == 1500
    assert all("(invented)" in one.expected.name for one in many)


def test_each_fault_is_what_it_says(tmp_path):
    mill, seen = return_factory.ReturnFactory(DAY), {}
    wanted = set(PlantedFault)
    for number in range(1500):
        fault = return_factory.setting(number).fault
        if fault in wanted:
            wanted.discard(fault)
            seen[fault] = [reader.read_bytes(data, name) for name, data in mill.returns(number)]
    codes = {fault: [{p.code for p in one.problems} for one in read] for fault, read in seen.items()}
    assert codes[PlantedFault.MISSING] == []
    assert codes[PlantedFault.NONE] == [set()] or codes[PlantedFault.NONE] == [{"W13"}]
    assert "W04" in codes[PlantedFault.BLANK][0]
    assert "W03" in codes[PlantedFault.OLD_EDITION][0]
    assert len(codes[PlantedFault.TWICE]) == 2
    assert codes[PlantedFault.DAMAGED] == [{"F07"}]
    assert codes[PlantedFault.NOT_A_WORKBOOK] == [{"F04"}]
    assert "W11" in codes[PlantedFault.UNKNOWN_RATING][0]


def test_scores_are_spread_and_last_year_was_a_little_worse():
    made = overview_factory.overview(120)
    everything = made.spreads[0].five
    assert everything.highest - everything.lowest > 25
    assert sum(m.change for m in made.movers) > 0
    assert any(m.change < 0 for m in made.movers) or any(m.change == 0 for m in made.movers)


def test_the_command(tmp_path):
    told = CliRunner().invoke(cli, ["samples", "--settings", "6", "-o", str(tmp_path)])
    assert told.exit_code == 0, told.output
    sent = sum(1 for number in range(6) for _ in return_factory.ReturnFactory(DAY).returns(number))
    assert len(list(tmp_path.glob("returns/*/*.xlsx"))) == sent
    assert (tmp_path / "settings.csv").exists()
