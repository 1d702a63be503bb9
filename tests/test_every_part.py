"""A file that a person asks about is looked at whole: damage where no answer stands is said, and nothing is lost."""

import io
import struct
import zipfile

import pytest
from click.testing import CliRunner

import audit
from audit.app import desk, form
from audit.app.values import GivenFile
from audit.cli.main import cli
from audit.problems import AuditError
from audit.samples import demonstration
from audit.spreadsheet import guard
from audit.workbook import layout
from tests.conftest import DAY

NURSERY = demonstration.filled_workbook(demonstration.NURSERY, DAY)
with zipfile.ZipFile(io.BytesIO(NURSERY)) as archive:
    PARTS = archive.namelist()


def damaged(part: str) -> bytes:
    """The workbook with a byte of one part changed on its way: what comes out has another checksum."""
    with zipfile.ZipFile(io.BytesIO(NURSERY)) as archive:
        info = archive.getinfo(part)
    name, extra = struct.unpack_from("<26xHH", NURSERY, info.header_offset)
    middle = info.header_offset + 30 + name + extra + info.compress_size // 2
    return NURSERY[:middle] + bytes([NURSERY[middle] ^ 0x55]) + NURSERY[middle + 1 :]


def guide() -> str:
    """The part of the sheet that explains how to fill in the rest, which is never read."""
    read = guard.check_bytes(NURSERY, "a.xlsx")
    return read.sheet_parts[layout.GUIDE]


@pytest.mark.parametrize("part", PARTS)
def test_whichever_part_is_damaged_it_is_said(part):
    data = damaged(part)
    seen = desk.look(GivenFile(name="a.xlsx", data=data), DAY)
    assert [fault.code[0] for fault in seen.faults if fault.severity != "note"].count("F") == 1
    if not seen.refused:
        (fault,) = (fault for fault in seen.faults if fault.code == "F20")
        assert part in fault.message
        assert not seen.can_mark
        read, whole = (audit.read_return(one, name="a.xlsx").audit for one in (data, NURSERY))
        assert read == whole


def test_a_damaged_guide_is_said_by_check_as_well_and_changes_no_report(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(damaged(guide()))
    done = CliRunner().invoke(cli, ["check", str(path)])
    assert done.exit_code == 1
    assert f"F20 The part '{guide()}'" in done.output
    whole, hurt = (audit.read_return(data, name="a.xlsx") for data in (NURSERY, path.read_bytes()))
    assert whole.problems == hurt.problems


def test_nobody_answers_questions_in_a_file_that_could_not_be_saved():
    sent = GivenFile(name="a.xlsx", data=damaged(guide()))
    assert desk.look(sent, DAY).why_not_here
    with pytest.raises(AuditError, match="S13"):
        form.form_of(sent)


def test_what_unpacks_to_more_than_a_return_may_hold_is_not_unpacked_for_this(monkeypatch):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("large", b"\0" * 3_000_000)
        archive.writestr("after", b"x")
    opened = []
    real = zipfile.ZipFile.open
    monkeypatch.setattr(zipfile.ZipFile, "open", lambda self, one, *how: opened.append(one) or real(self, one, *how))
    assert guard.broken_part(out.getvalue(), guard.Limits(all_bytes=1_000_000)) == ""
    assert opened == []
