"""The commands about the checklists themselves: what they hold, what they rest on, and whether that still stands."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from audit import files
from audit.cli.checklists_spreadsheet import export_command, import_command, schema_command
from audit.cli.common import CHECKLISTS, fail, show, today, usage
from audit.problems import AuditError
from audit.text import counted, one_or_many

if TYPE_CHECKING:
    from audit.checklist.citations import Verified
    from audit.checklist.coverage import Coverage
    from audit.model import Checklist, Criterion, Provision
    from audit.problems import Where

_OUTPUT = click.Path(path_type=Path, dir_okay=False)


@click.group()
def checklists() -> None:
    """Look at the checklists, hold them against their sources, and write your own."""


for _own in (export_command, import_command, schema_command):
    checklists.add_command(_own)


@checklists.command("show")
@click.argument("checklist_id", metavar="[CHECKLIST]", required=False)
@CHECKLISTS
def show_command(checklist_id: str | None, folder: Path | None) -> None:
    """Say what checklists there are; or, of one, its edition, sources, questions and counts by kind of setting."""
    from audit.checklist.shelf import shelf

    try:
        everything = shelf(folder)
        chosen = everything.checklist(checklist_id) if checklist_id else None
    except AuditError as fault:
        fail(fault)
    if chosen:
        click.echo("\n".join(_described(chosen)))
        return
    for checklist in everything.checklists:
        click.echo(f"{checklist.id}: {checklist.title}")
        click.echo(f"  edition {checklist.edition}, {counted(len(checklist.criteria), 'criterion', 'criteria')}")
        click.echo(f"  {checklist.purpose.partition('. ')[0].removesuffix('.')}.")
    click.echo("For one of them: safeguarding-audit checklists show CHECKLIST")


@checklists.command()
@click.option("-o", "--output", type=_OUTPUT, help="Write the matrix as a web page (.html) as well.")
@CHECKLISTS
def coverage(output: Path | None, folder: Path | None) -> None:
    """Show which criterion asks about each provision, and why the others are left out.

    Ends with 1 if a provision is neither asked about nor explained, or a row of the register of duties is carried by
    none.
    """
    from audit.checklist import coverage as matrix
    from audit.checklist.shelf import shelf

    _html(output)
    try:
        held = shelf(folder)
        made = matrix.cover(held.checklists, held.register, held.duties)
        if output:
            from audit.report import html

            files.write(output, html.page("coverage.html", coverage=made, cited=matrix.cited, day=today()))
    except AuditError as fault:
        fail(fault)
    for line in _matrix(made):
        click.echo(line)
    show(made.problems)
    if output:
        click.echo(f"The matrix as a page: {output}")
    sys.exit(1 if made.problems else 0)


@checklists.command()
@click.argument("source_id", metavar="[SOURCE]", default="")
@click.option("--pdf", "pdf_file", type=_OUTPUT, help="The official PDF of the source.")
@click.option(
    "--text",
    "text_files",
    type=_OUTPUT,
    multiple=True,
    help="A text of the source: paragraphs in JSON, or an Act as plain text. May be given more than once.",
)
@click.option(
    "--texts",
    "texts",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder with the texts of sources, each under its own name.",
)
@CHECKLISTS
def verify(
    source_id: str, pdf_file: Path | None, text_files: Sequence[Path], texts: Path | None, folder: Path | None
) -> None:
    r"""Look in the text of a source for every place that is cited from it: its number, page and key terms.

    Without SOURCE, every source whose text is in the folder is looked through.

    \b
    Examples:
      safeguarding-audit checklists verify working-together-2023 --pdf working-together-2023.pdf
      safeguarding-audit checklists verify --texts texts-of-sources
    """
    from audit.checklist import citations as check
    from audit.checklist import source_texts
    from audit.checklist.shelf import shelf

    given = (*((pdf_file,) if pdf_file else ()), *text_files)
    if bool(given) == bool(texts) or (given and not source_id):
        usage("Name a source with its --pdf or --text, or a folder with --texts.")
    missed = 0
    try:
        register = shelf(folder).register
        wanted = {source_id: given} if given else _texts_in(texts or Path(), register, source_id)
        for one, paths in wanted.items():
            own = check.choose(one, register)
            found = check.verify(source_texts.together(source_texts.read(path) for path in paths), own)
            for line in _verified(one, " and ".join(path.name for path in paths), found):
                click.echo(line)
            show(found.problems)
            missed += len(found.problems)
    except AuditError as fault:
        fail(fault)
    sys.exit(1 if missed else 0)


def _texts_in(texts: Path, register: "Mapping[Provision, Where]", source_id: str) -> "dict[str, tuple[Path, ...]]":
    """The files of each source whose text is in a folder, or of the one that is named."""
    from audit.checklist import source_texts
    from audit.problems import Where, problem

    named = {p.source.id: p.source.texts for p in register if source_id in ("", p.source.id)}
    found = source_texts.named(texts, named)
    if not found:
        raise AuditError([problem("C52", Where(file=str(texts)))])
    return found


def _verified(source_id: str, name: str, found: "Verified") -> Iterator[str]:
    """What came of looking for the places of a source."""
    looked, got = len(found.looked_for), len(found.found)
    yield f"{source_id}: {counted(looked, 'place', 'places')} looked for in {name}."
    stand = counted(got, "stands on its page with its", "stand on their page with their")
    yield f"  {stand} key terms; {looked - got} missed."
    if found.without_terms:
        bare = counted(len(found.without_terms), "of them names", "of them name")
        yield f"  {bare} no key terms: only number and page were checked."
    if found.not_looked_for:
        have = counted(len(found.not_looked_for), "has", "have")
        were = one_or_many(len(found.not_looked_for), "was", "were")
        yield f"  {have} no place that can be looked for, and {were} not looked for."


@checklists.command()
@click.option(
    "-o",
    "--output",
    type=_OUTPUT,
    default=Path("reports/handbook.html"),
    show_default=True,
    help="The page to write (.html).",
)
@CHECKLISTS
def handbook(output: Path, folder: Path | None) -> None:
    """Write the handbook: why each criterion is asked, how it is judged, what to look for and how to mend it."""
    from audit.checklist import handbook as book
    from audit.checklist import in_force
    from audit.checklist.load import load_all
    from audit.report import html

    _html(output)
    try:
        made = book.handbook(load_all(folder))
        page = html.page("handbook.html", handbook=made, standing=in_force.standing, day=today())
        files.write(output, page)
    except AuditError as fault:
        fail(fault)
    criteria, chapters = counted(made.criteria, "criterion", "criteria"), len(made.chapters)
    sources = counted(len(made.sources), "source", "sources")
    click.echo(f"{output}: {criteria} of {counted(chapters, 'checklist', 'checklists')}, {sources}.")


def _html(output: Path | None) -> None:
    if output and output.suffix.lower() not in {".html", ".htm"}:
        usage(f"The page's name has to end in .html, and '{output.name}' does not.")


def _described(checklist: "Checklist") -> Iterator[str]:
    """What 'show' says of one checklist."""
    from audit.checklist import in_force

    yield f"{checklist.id}: {checklist.title}"
    yield f"Edition {checklist.edition}, compared with its sources on {in_force.in_words(checklist.compared_on)}."
    if checklist.caution:
        yield checklist.caution
    yield in_force.sentence(checklist, today())
    yield ""
    yield "Criteria by theme"
    for theme in checklist.themes:
        yield f"  {sum(c.theme == theme.id for c in checklist.criteria):>4}  {theme.title}"
    yield ""
    yield from _by_kind(checklist)
    yield ""
    yield from _second_hand(checklist)
    yield from _readable(checklist.criteria)
    yield ""
    yield "Sources"
    yield from _sources(checklist)


def _by_kind(checklist: "Checklist") -> Iterator[str]:
    """How many criteria each kind of setting is asked, in all and by the force of their sources."""
    from audit.model import Duty

    every = [checklist.for_kind(kind) for kind in ("", *(k.id for k in checklist.kinds))]
    names = [f"{own.kind or 'any'} ({own.kind_title()})" for own in every]
    wide = max(len(name) for name in names)
    yield f"{'Criteria by kind of setting':<{wide + 2}}   all  {'  '.join(duty.meaning.lower() for duty in Duty)}"
    for name, own in zip(names, every, strict=True):
        counts = (f"{sum(c.duty is duty for c in own.criteria):>{len(duty.meaning)}}" for duty in Duty)
        yield f"  {name:<{wide}} {len(own.criteria):>5}  {'  '.join(counts)}"


def _second_hand(checklist: "Checklist") -> Iterator[str]:
    """The criteria that rest on no source read in the document itself, with the kinds of which that is true."""
    from audit.model import Certainty

    marked: dict[str, list[str]] = {}
    asked: dict[str, int] = {}
    for kind in (k.id for k in checklist.kinds):
        for criterion in checklist.for_kind(kind).criteria:
            asked[criterion.id] = asked.get(criterion.id, 0) + 1
            if criterion.second_hand:
                marked.setdefault(criterion.id, []).append(kind)
    own = [c.id for c in checklist.criteria if c.own_measure]
    if own:
        yield f"Good practice of our own, which no document asks for: {', '.join(own)}"
    if not marked:
        yield f"Every {'other ' if own else ''}criterion rests on a source that was {Certainty.TEXT.meaning} itself."
        return
    known = Certainty.SECONDARY.meaning
    number = counted(len(marked), "criterion", "criteria")
    yield f"Known {known} only, and marked so in the workbook and the report: {number}"
    for ref, kinds in marked.items():
        yield f"  {ref}" + ("" if len(kinds) == asked[ref] else f" ({', '.join(kinds)})")


def _readable(criteria: Sequence["Criterion"]) -> Iterator[str]:
    from audit.checklist import readability

    try:
        found = readability.measure(criteria)
    except AuditError as absent:
        yield f"How easy the questions are to read was not measured. {absent.problems[0].fix}"
        return
    ref, grade = found.hardest
    yield (
        f"Reading grade of the questions (Flesch-Kincaid): median {found.median:.1f}, "
        f"highest {grade:.1f} ({ref}); the house asks for {readability.MEDIAN_AT_MOST:g} at most and none over "
        f"{readability.NONE_OVER:g}."
    )


def _sources(checklist: "Checklist") -> Iterator[str]:
    from audit.checklist import in_force
    from audit.checklist.coverage import cited

    used = {p.source.id for c in checklist.criteria for p in cited(c)}
    for source in (s for s in checklist.sources if s.id in used):
        standing = in_force.standing(source, checklist.sources, today())
        yield f"  {source.short}: {source.status}, {source.certainty.meaning}. {standing}"


def _matrix(made: "Coverage") -> Iterator[str]:
    """The matrix as lines: each provision, and who asks about it or why nobody does."""
    for source, rows in made.by_source():
        yield f"{source.short} ({counted(len(rows), 'provision', 'provisions')})"
        for row in rows:
            asked = ", ".join(a.criterion.id for a in row.asked)
            reason = row.provision.out_of_scope
            yield f"  {row.provision.locator}: {asked or (f'not asked. {reason}' if reason else 'NOT EXPLAINED')}"
    yield (
        f"{counted(len(made.rows), 'provision', 'provisions')}: {made.cited} cited by a criterion, "
        f"{made.out_of_scope} out of scope with a "
        f"reason, {made.unexplained} uncovered or unexplained."
    )
    if made.duties:
        rows_of_duties = counted(len(made.duties), "row", "rows")
        yield f"{rows_of_duties} in the register of duties: {made.carried} carried by a provision."
