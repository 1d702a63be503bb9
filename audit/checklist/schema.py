"""The JSON Schemas of the YAML files, for editors: generated from the shapes that validate the files."""

import json
from typing import Any

from pydantic import BaseModel

from audit.checklist import form_shape, shape

FOLDER = "schema"
"""The folder of the schemas, inside the folder of the checklists."""

_FILES: dict[str, type[BaseModel]] = {
    "checklist.schema.json": shape.ChecklistFileShape,
    "source.schema.json": shape.SourceFileShape,
    "kinds.schema.json": shape.KindsFileShape,
    "duties.schema.json": shape.DutiesFileShape,
    "mapping.schema.json": form_shape.MappingFileShape,
}


def schemas() -> dict[str, str]:
    """The text of every schema by the name of its file."""
    return {name: _schema(wanted) for name, wanted in _FILES.items()}


def _schema(wanted: type[BaseModel]) -> str:
    made: dict[str, Any] = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    made |= wanted.model_json_schema()
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"
