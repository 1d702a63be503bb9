"""A checklist's shape as the text of its YAML file, proved to read back as the same shape."""

from audit.checklist import yaml_file
from audit.checklist.library import from_document
from audit.checklist.shape import ChecklistFileShape
from audit.problems import AuditError, Where, problem

EDITOR_LINE = "# yaml-language-server: $schema={}"
"""The comment by which an editor finds the JSON Schema and completes and checks what is typed."""


def text(read: ChecklistFileShape, schema: str = "") -> str:
    """The YAML of a checklist; ``schema`` is where its JSON Schema is, as seen from the file.

    Raises:
        AuditError: C21, some text would not come back as it is.
    """
    plain = yaml_file.dump(read.model_dump(exclude_defaults=True))
    if from_document(yaml_file.parse(plain, "")).read != read:
        raise AuditError([problem("C21", Where(), what="YAML")])
    return f"{EDITOR_LINE.format(schema)}\n\n{plain}" if schema else plain
