"""Where the packaged checklists and templates are: inside the package once installed, beside it in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def folder(name: str) -> Path:
    """The folder ``checklists`` or ``templates``, from a wheel, an editable install or a bare checkout."""
    installed = _PACKAGE / "data" / name
    return installed if installed.is_dir() else _PACKAGE.parent / name


def is_checkout() -> bool:
    """Whether the package runs from a checkout, where its data folders stand beside it."""
    return not (_PACKAGE / "data" / "checklists").is_dir()


def prepared() -> Path:
    """The folder for what is made of the packaged files ahead. It may not be there."""
    return _PACKAGE / "data" / "prepared"
