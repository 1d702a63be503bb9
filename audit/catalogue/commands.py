"""What the command was asked."""

from audit.catalogue.fault import ERROR, Fault

FAULTS = (
    Fault("S01", ERROR, "The file is already there.", "Choose another name, or add --force to replace it."),
    Fault("S02", ERROR, "It could not be written: {why}.", "Choose a folder that you may write to and that has room."),
)
