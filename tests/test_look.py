"""A trust's own look: readable whatever the colour, and a picture that comes from outside brings nothing along."""

import io
import random
import struct
import zipfile
import zlib
from datetime import date
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from click.testing import CliRunner
from PIL import Image, ImageFile, PngImagePlugin

from audit.aggregate import send_out
from audit.checklist.load import load
from audit.cli.main import cli
from audit.model import Audit, Setting
from audit.problems import AuditError, is_fault
from audit.samples.demonstration import SAMPLE_DAY, SCHOOL, fill
from audit.spreadsheet import branding, styles
from audit.spreadsheet.guard import check_bytes
from audit.workbook import layout, marked_copy
from audit.workbook.read import reader
from audit.workbook.write import splice, writer
from tests.conftest import DAY

SECRET = b"51.5072N 0.1276W taken by Sam"


def png(size=(600, 200), colour=(10, 90, 80), mode="RGB", **more) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, "PNG", **more)
    return out.getvalue()


def jpeg(**more) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((600, 200), 90).convert("RGB").save(out, "JPEG", **more)
    return out.getvalue()


def animated() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (60, 20), colour) for colour in ("navy", "green")]
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def claimed(width: int, height: int) -> bytes:
    """A picture of a few bytes that says it is vast."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def words_bomb() -> bytes:
    """A picture with a text in it that unpacks to 200 MB."""
    good = png()
    return good[:33] + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 200_000_000)) + good[33:]


def codes(data: bytes) -> list[str]:
    with pytest.raises(AuditError) as fault:
        branding.logo(data, "logo.png", "Logo")
    assert all("Traceback" not in str(found) for found in fault.value.problems)
    return [found.code for found in fault.value.problems]


def blank(kind="school", **setting) -> tuple:
    checklist = load("leaders", kind)
    whose = Setting(kind=kind, **setting)
    return checklist, Audit(checklist=checklist.id, edition=checklist.edition, setting=whose, responses=())


def drawing(data: bytes) -> tuple[bytes, str]:
    """The one picture of a workbook, and its alternative text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (picture,) = [name for name in archive.namelist() if name.startswith("xl/media/")]
        tree = ET.fromstring(archive.read("xl/drawings/drawing1.xml"))
        (about,) = [node for node in tree.iter() if node.tag.endswith("cNvPr")]
        return archive.read(picture), about.get("descr")


LOOK = branding.Look(colour="146E5A", logo=branding.logo(png(), "logo.png", "Acorn Trust, a green oak leaf"))


# The colour


def test_half_a_picture_is_damaged_whatever_another_library_lets_through(monkeypatch):
    """The library that makes PDFs tells Pillow, for the whole process, to put up with pictures that are cut off."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)
    with pytest.raises(AuditError, match="F17"):
        branding.logo(png()[:200], "half.png", "Logo")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("000000", "FFFFFF", 21.0), ("777777", "FFFFFF", 4.48), ("767676", "FFFFFF", 4.54), ("0000FF", "FFFFFF", 8.59)],
)
def test_the_contrast_is_that_of_wcag(one, other, ratio):
    """The figures that are commonly given for these pairs."""
    assert branding.contrast(one, other) == branding.contrast(other, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize("written", ["#17405F", "17405f", " #17405F "])
def test_a_colour_is_taken_as_people_write_it(written):
    assert branding.colour_of(written) == "17405F"


def test_three_signs_are_six():
    assert branding.colour_of("#157") == "115577"


@pytest.mark.parametrize("written", ["", "#", "blue", "#12345", "#1234567", "#12345G", "rgb(1,2,3)", "١٢٣"])
def test_what_is_no_colour_is_said(written):
    with pytest.raises(AuditError) as fault:
        branding.colour_of(written)
    assert [p.code for p in fault.value.problems] == ["S03"]


def test_the_bound_is_where_it_is_said_to_be():
    assert branding.colour_of("#767676") == "767676"
    with pytest.raises(AuditError) as fault:
        branding.colour_of("#777777")
    (said,) = fault.value.problems
    assert said.code == "S04"
    assert "4.47 to 1" in said.message
    assert "#767676" in said.fix


def test_the_shade_that_is_offered_would_be_taken_and_is_the_nearest():
    """On random colours: it is readable, no part of it is lighter, and a little paler would not do."""
    dice = random.Random(4)
    for _ in range(300):
        colour = f"{dice.randrange(1 << 24):06X}"
        offered = branding.darker(colour)
        assert branding.colour_of(offered) == offered
        if branding.contrast(colour, "FFFFFF") >= branding.LEAST_CONTRAST:
            assert offered == colour
            continue
        parts, was = bytes.fromhex(offered), bytes.fromhex(colour)
        assert all(new <= old for new, old in zip(parts, was, strict=True))
        paler = "".join(f"{min(old, new + 2):02X}" for new, old in zip(parts, was, strict=True))
        assert branding.contrast(paler, "FFFFFF") < branding.LEAST_CONTRAST


def colours(cell):
    return cell.fill.fgColor.rgb, cell.font.color and cell.font.color.rgb


def test_every_heading_has_the_colour_and_none_is_left_in_ours():
    checklist, answers = blank(name="Oak")
    ours = openpyxl.load_workbook(io.BytesIO(writer.build(checklist, answers, DAY)))
    theirs = openpyxl.load_workbook(
        io.BytesIO(writer.build(checklist, answers, DAY, look=branding.Look(colour="146E5A")))
    )
    painted = 0
    for sheet in ours.worksheets:
        if sheet.sheet_state != "visible":
            continue
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            other = theirs[sheet.title][cell.coordinate]
            for was, now in zip(colours(cell), colours(other), strict=True):
                painted += was == styles.BLUE
                assert now == ("FF146E5A" if was == styles.BLUE else was), (sheet.title, cell.coordinate)
            assert (other.value, other.font.sz, other.font.b) == (cell.value, cell.font.sz, cell.font.b)
    assert painted > 40


# The picture


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "F15", "an empty file"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "F15", "SVG"),
        (b"<?xml version='1.0'?><svg/>", "F15", "SVG"),
        (b"GIF89a" + bytes(50), "F15", "GIF"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "F15", "WebP"),
        (b"\0\0\0\x18ftypheic", "F15", "HEIC"),
        (b"%PDF-1.7", "F15", "PDF"),
        (b"PK\3\4" + bytes(50), "F15", "zip"),
        (b"just words", "F15", "something else"),
        (png() + bytes(branding.LOGO_BYTES), "F16", "5 MB"),
        (claimed(30_000, 30_000), "F16", "pixels"),
        (claimed(2**31 - 1, 2**31 - 1), "F16", "pixels"),
        (claimed(6_000, 4_000), "F16", "pixels"),
        (words_bomb(), "F17", "damaged"),
        (animated(), "F17", "animated"),
        (png()[:200], "F17", "damaged"),
        (jpeg()[:3000], "F17", "damaged"),
        (b"\x89PNG\r\n\x1a\n", "F17", "damaged"),
        (b"\xff\xd8\xff", "F17", "damaged"),
        (png(colour="white"), "F17", "white"),
        (png(mode="RGBA", colour=(255, 255, 255, 255)), "F17", "white"),
        (png(mode="RGBA", colour=(0, 0, 0, 0)), "F17", "white"),
    ],
)
def test_a_picture_that_cannot_be_a_logo_is_named_for_what_it_is(data, code, words):
    with pytest.raises(AuditError) as fault:
        branding.logo(data, "logo.png", "Logo")
    (said,) = fault.value.problems
    assert (said.code, words in said.message) == (code, True), said.message


def test_a_missing_file_and_a_folder(tmp_path):
    for path, code in ((tmp_path / "none.png", "F01"), (tmp_path, "F15")):
        with pytest.raises(AuditError) as fault:
            branding.load_logo(path, "Logo")
        assert [p.code for p in fault.value.problems] == [code]


def test_a_name_means_nothing_and_the_contents_everything(tmp_path):
    path = tmp_path / "logo.svg"
    path.write_bytes(png())
    assert branding.load_logo(path, "Logo").width == 216


@pytest.mark.parametrize("begin", [png(), jpeg(), animated(), png(mode="P", colour=3), png(mode="LA", colour=(9, 99))])
def test_damaged_pictures_end_in_a_fault_or_in_a_logo(begin):
    dice, ends = random.Random(5), set()
    for _ in range(150):
        data = bytearray(begin)
        for _ in range(dice.randrange(1, 9)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        try:
            made = branding.logo(bytes(data[: dice.randrange(len(data) // 2, len(data) + 1)]), "logo.png", "Logo")
        except AuditError as fault:
            ends.update(p.code for p in fault.problems)
        else:
            ends.add("logo" if made.width <= 240 and made.height <= 72 else "too large")
    assert ends <= {"F15", "F16", "F17", "logo"}


def test_nothing_of_the_file_travels_on_but_its_dots():
    about = PngImagePlugin.PngInfo()
    about.add_text("GPS", SECRET.decode())
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    pictures = (
        png(pnginfo=about, icc_profile=SECRET, exif=exif, dpi=(72, 72)),
        jpeg(exif=exif, comment=SECRET, icc_profile=SECRET),
        png() + b"PK\3\4" + SECRET,
    )
    for data in pictures:
        assert SECRET in data
        made = branding.logo(data, "logo.png", "Logo").png
        kinds, at = [], 8
        while at < len(made):
            length = int.from_bytes(made[at : at + 4])
            kinds.append(made[at + 4 : at + 8])
            at += 12 + length
        assert set(kinds) == {b"IHDR", b"IDAT", b"IEND"}
        assert SECRET not in made


def test_a_logo_fits_and_keeps_its_shape():
    for size, shown in (((600, 200), (216, 72)), ((3000, 300), (240, 24)), ((40, 30), (40, 30)), ((4000, 1), (240, 1))):
        made = branding.logo(png(size), "logo.png", "Logo")
        assert (made.width, made.height) == shown
        assert Image.open(io.BytesIO(made.png)).width <= 3 * 240


def test_a_photograph_lying_on_its_side_is_put_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    made = branding.logo(jpeg(exif=exif), "logo.jpg", "Logo")
    assert made.width < made.height


@pytest.mark.parametrize(("mode", "colour"), [("L", 60), ("1", 0), ("P", 3), ("I;16", 9000), ("LA", (60, 200))])
def test_every_kind_of_dots_can_be_painted(mode, colour):
    made = Image.open(io.BytesIO(branding.logo(png(mode=mode, colour=colour), "logo.png", "Logo").png))
    assert made.mode == "RGBA"
    assert made.getpixel((5, 5))[0] < 100


def test_a_jpeg_for_printers_is_painted_as_it_looks():
    out = io.BytesIO()
    Image.new("CMYK", (600, 200), (255, 0, 0, 0)).save(out, "JPEG")
    red, green, blue, _ = Image.open(io.BytesIO(branding.logo(out.getvalue(), "l", "Logo").png)).getpixel((9, 9))
    assert red < 60 < green < blue + 60


# The workbook


def test_the_logo_is_below_the_title_and_says_what_it_shows():
    checklist, answers = blank(name="Oak")
    data = writer.build(checklist, answers, DAY, look=LOOK)
    assert drawing(data) == (LOOK.logo.png, "Acorn Trust, a green oak leaf")
    book = openpyxl.load_workbook(io.BytesIO(data))
    start = book[layout.START]
    assert start["A1"].value == checklist.title
    anchor = start._images[0].anchor
    assert anchor._from.row == 1
    assert start.row_dimensions[2].height * 96 / 72 >= LOOK.logo.height + 4  # in points; the rest in pixels
    assert not start["A2"].value


def test_it_is_read_as_if_it_had_no_look():
    checklist = load("leaders", "school")
    answers = fill(checklist, SCHOOL, SAMPLE_DAY)
    plain = reader.read_bytes(writer.build(checklist, answers, SAMPLE_DAY), "a.xlsx")
    dressed = reader.read_bytes(writer.build(checklist, answers, SAMPLE_DAY, look=LOOK), "a.xlsx")
    assert dressed.audit.setting == plain.audit.setting
    assert dressed.audit == plain.audit
    assert [(p.code, p.where.spot) for p in dressed.problems] == [(p.code, p.where.spot) for p in plain.problems]


def test_a_spliced_workbook_has_the_look_too():
    checklist, answers = blank(name="Oak & Ash", urn="100234")
    template = splice.template(checklist, DAY, look=LOOK)
    assert template.faithful
    made = template.fill(answers)
    assert drawing(made) == (LOOK.logo.png, "Acorn Trust, a green oak leaf")
    assert reader.read_bytes(made, "a.xlsx").audit.setting.name == "Oak & Ash"
    _, odd = blank(name="=Oak")  # which the writer has to make by itself
    assert drawing(template.fill(odd)) == drawing(made)


def test_another_picture_is_not_faithful(monkeypatch):
    """So that the comparison of pictures can fail: the writer alone makes one with another logo."""
    checklist, _ = blank()
    other = branding.Look(colour=LOOK.colour, logo=branding.logo(png(colour="navy"), "logo.png", LOOK.logo.text))
    real = writer.build
    seen = []

    def build(*words, look=None, **more):
        seen.append(1)
        return real(*words, look=LOOK if len(seen) == 1 else other, **more)

    monkeypatch.setattr(splice.writer, "build", build)
    assert not splice.template(checklist, DAY, look=LOOK).faithful


def test_a_marked_copy_keeps_the_logo():
    checklist, answers = blank(name="Oak")
    data = writer.build(checklist, answers, DAY, look=LOOK)
    problems = reader.read_bytes(data, "a.xlsx").problems
    copy = marked_copy.copy(data, check_bytes(data, "a.xlsx"), problems, "a.xlsx")
    assert drawing(copy) == drawing(data)


def test_a_picture_in_a_workbook_that_says_it_is_vast_is_a_fault():
    checklist, answers = blank(name="Oak")
    data, out = writer.build(checklist, answers, DAY, look=LOOK), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in whole.namelist():
            copy.writestr(name, claimed(2**31 - 1, 2**31 - 1) if name.startswith("xl/media/") else whole.read(name))
    for hostile in (out.getvalue(), _with_large(data)):
        assert not [p for p in reader.read_bytes(hostile, "a.xlsx").problems if p.code.startswith("F")]
        with pytest.raises(AuditError) as fault:
            marked_copy.copy(hostile, check_bytes(hostile, "a.xlsx"), (), "a.xlsx")
        assert [p.code for p in fault.value.problems] == ["F14"]


def _with_large(data: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image2.png", bytes(30_000_000))
    return out.getvalue()


# The command


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "logo.png").write_bytes(png())
    return tmp_path


def run(*words: str, code: int = 0) -> str:
    said = CliRunner().invoke(cli, ["new", "leaders", *words], catch_exceptions=False)
    assert said.exit_code == code, said.output
    return said.output


DRESSED = ("--logo", "logo.png", "--colour", "#146E5A")


def heading(data: bytes) -> str:
    return openpyxl.load_workbook(io.BytesIO(data))[layout.CHECKLIST]["A2"].fill.fgColor.rgb


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ((), "Logo"),
        (("--name", "Oak School"), "Logo of Oak School"),
        (("--name", "Oak School", "--group", "Acorn Trust"), "Logo of Acorn Trust"),
        (("--name", "Oak School", "--logo-text", "An  acorn"), "An acorn"),
    ],
)
def test_new_with_a_look(here, words, text):
    run("-o", "a.xlsx", "--kind", "school", *DRESSED, *words)
    data = (here / "a.xlsx").read_bytes()
    assert drawing(data)[1] == text
    assert heading(data) == "FF146E5A"


def test_new_from_last_year_and_in_parts(here):
    run("-o", "last.xlsx", "--kind", "school", "--name", "Oak")
    run("-o", "a.xlsx", "--from", "last.xlsx", *DRESSED)
    assert drawing((here / "a.xlsx").read_bytes())[1] == "Logo of Oak"
    run("-o", "parts", "--kind", "school", "--split-by", "theme", *DRESSED)
    parts = sorted((here / "parts").iterdir())
    assert len(parts) == 8
    for part in parts:
        assert drawing(part.read_bytes())[1] == "Logo"
        assert heading(part.read_bytes()) == "FF146E5A"


def test_new_for_a_register(here):
    (here / "register.csv").write_text("Name,URN,Kind,Group\nOak,1,school,Acorn Trust\n=Ash,2,school,Acorn Trust\n")
    run("--register", "register.csv", "-o", "out", *DRESSED)
    made = [path.read_bytes() for path in sorted((here / "out").iterdir())]
    assert [drawing(data)[1] for data in made] == ["Logo of Acorn Trust"] * 2
    assert [heading(data) for data in made] == ["FF146E5A"] * 2


def test_settings_of_several_groups_have_a_logo_of_none(here):
    (here / "register.csv").write_text("Name,URN,Kind,Group\nOak,1,school,Acorn Trust\nAsh,2,school,Beech Trust\n")
    run("--register", "register.csv", "-o", "out", *DRESSED)
    assert {drawing(path.read_bytes())[1] for path in (here / "out").iterdir()} == {"Logo"}


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--colour", "#8fb"), 1, "S04"),
        (("--colour", "blue"), 1, "S03"),
        (("--logo", "none.png"), 1, "F01"),
        (("--logo", "words.png"), 1, "F15"),
        (("--logo-text", "An acorn"), 2, "--logo"),
    ],
)
@pytest.mark.parametrize("many", [False, True])
def test_a_look_that_cannot_be_is_said_and_nothing_is_written(here, words, code, said, many):
    (here / "words.png").write_text("not a picture")
    (here / "register.csv").write_text("Name,URN,Kind\nOak,1,school\n")
    where = ("--register", "register.csv", "-o", "out") if many else ("-o", "a.xlsx")
    assert said in run(*where, *words, code=code)
    assert {path.name for path in here.iterdir()} == {"logo.png", "words.png", "register.csv"}


# Real programs


@pytest.mark.parts
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_libreoffice_keeps_it_and_it_reads_the_same(office, tmp_path, kind):
    checklist = load("leaders", "school")
    path = tmp_path / "dressed.xlsx"
    path.write_bytes(writer.build(checklist, fill(checklist, SCHOOL, SAMPLE_DAY), SAMPLE_DAY, look=LOOK))
    before, again = reader.read(path), office.saved_again(path, kind)
    after = reader.read(again)
    assert after.audit == before.audit
    assert not [p for p in after.problems if is_fault(p) and p.code.startswith("F")]
    with zipfile.ZipFile(again) as archive:
        pictures = [name for name in archive.namelist() if name.endswith(".png") and "humbnail" not in name]
        assert len(pictures) == 1
        words = b"".join(archive.read(n) for n in archive.namelist() if "drawing" in n or n == "content.xml")
        assert b"Acorn Trust, a green oak leaf" in words


def test_sendout_takes_a_look(tmp_path):
    """Without the command, for whoever calls it."""
    from audit.aggregate.register import Expected

    one = Expected(name="Oak", urn="1", kind="school", group="", line=2)
    (sent,) = send_out.make("leaders", [one], tmp_path, date(2026, 11, 20), look=LOOK)
    assert drawing(sent.path.read_bytes())[0] == LOOK.logo.png
