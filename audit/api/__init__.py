"""What a program can ask of this package: small functions on values, from bytes or paths.

Whoever calls gives the date: no clock is read here, and nothing is printed. What is wrong with a file or a request is
an :class:`~audit.problems.AuditError` with every coded problem; ``docs/faults.md`` explains each code. The commands are
built on these functions alone. A room is imported when a function that needs it is called, so that asking for one form
of one report does not load what the others need.
"""

from audit.api.checklists import (
    checklist_spreadsheet,
    checklist_yaml,
    coverage,
    coverage_lines,
    coverage_page,
    describe_checklist,
    handbook,
    handbook_page,
    import_checklist,
    schema_line,
    schemas,
    verify_citations,
)
from audit.api.integrity import key_fingerprint, make_keys, open_page, seal, verify
from audit.api.many import (
    aggregate_returns,
    invented_workbook,
    make_order,
    produce_overview,
    read_register,
    send_out,
    write_invented_returns,
    write_samples,
)
from audit.api.returns import (
    days,
    limit_rows,
    make_limits,
    make_report,
    make_review,
    marked_copy,
    plan,
    read_return,
    redact,
    render,
    score,
    write_report,
)
from audit.api.workbooks import (
    begin,
    edition_sentence,
    load_checklist,
    load_checklists,
    make_look,
    make_workbook,
    merge_returns,
    split_workbook,
)
from audit.report.forms import FORMS, Detail
from audit.workbook.split_by import SplitBy

__all__ = [
    "FORMS",
    "Detail",
    "SplitBy",
    "aggregate_returns",
    "begin",
    "checklist_spreadsheet",
    "checklist_yaml",
    "coverage",
    "coverage_lines",
    "coverage_page",
    "days",
    "describe_checklist",
    "edition_sentence",
    "handbook",
    "handbook_page",
    "import_checklist",
    "invented_workbook",
    "key_fingerprint",
    "limit_rows",
    "load_checklist",
    "load_checklists",
    "make_keys",
    "make_limits",
    "make_look",
    "make_order",
    "make_report",
    "make_review",
    "make_workbook",
    "marked_copy",
    "merge_returns",
    "open_page",
    "plan",
    "produce_overview",
    "read_register",
    "read_return",
    "redact",
    "render",
    "schema_line",
    "schemas",
    "score",
    "seal",
    "send_out",
    "split_workbook",
    "verify",
    "verify_citations",
    "write_invented_returns",
    "write_report",
    "write_samples",
]
