"""What is the tool's own fault, or the machine's, and not of any file."""

from audit.problems.catalogue.fault import ERROR, Fault

FAULTS = (
    Fault(
        "X01",
        ERROR,
        "The tool itself went wrong here ({kind}); this is no fault of your file, and {record}.",
        "Report it with that record, which holds nothing from the workbook: see CONTRIBUTING.md.",
        window="Send that record, which holds nothing from the workbook, to whoever gave you this page or tool.",
    ),
    Fault(
        "X02",
        ERROR,
        "There was not enough memory to go on with this.",
        "Close other programs, or do fewer workbooks at a time, and run the same command again.",
        window="Close other programs, or give fewer workbooks at a time, and try again.",
    ),
)
"""``record`` says where the record of the fault is."""
