"""What is made ahead when the package is built: the checklists parsed and validated, and the templates compiled.

A checklist with a fault builds no package. An editable install runs from the checkout, which makes them itself.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Prepared(BuildHookInterface):  # type: ignore[misc] # hatchling says nothing of its types
    """Puts them into the wheel, where :mod:`audit.files.resources` finds them."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files in a folder that goes when the wheel is finished."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from audit.checklist import prepared
        from audit.files import resources
        from audit.report import templates

        self.folder = TemporaryDirectory()
        for name, data in ((prepared.NAME, prepared.from_files()[1]), (templates.NAME, templates.compiled()[1])):
            path = Path(self.folder.name) / name
            path.write_bytes(data)
            build_data["force_include"][str(path)] = f"audit/{resources.PREPARED}/{name}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Clear up."""
        if version != "editable":
            self.folder.cleanup()
