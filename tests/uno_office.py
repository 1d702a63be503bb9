"""Does in a real LibreOffice what people do with a workbook, for the tests.

The system's Python runs it, which has the bridge to LibreOffice; ``tests/libreoffice.py`` starts it, in a process group
of its own, and gives the orders. An order is a line of JSON, ``[name, [values], {named values}]``, and gets one line
back: ``{"value": ...}`` or ``{"fault": ...}``. When the orders end, LibreOffice is ended.
"""

import json
import os
import signal
import subprocess
import sys
import time
import traceback
import uuid
from functools import partial
from pathlib import Path

import uno
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.table import CellAddress, TableSortField

START_WITHIN = 45
FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97"}
BRITISH = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>en-GB</value>
</prop></item>
</oor:items>
"""


def main(command, profile):
    """Start LibreOffice, carry out the orders, end it."""
    pipe = f"pipe,name=audit{uuid.uuid4().hex};urp"
    program = start(command, Path(profile), pipe)
    try:
        context = reach(program, pipe)
        desktop = create(context, "com.sun.star.frame.Desktop")
        office = Office(desktop, create(context, "com.sun.star.frame.DispatchHelper"))
        for line in sys.stdin:
            name, values, named = json.loads(line)
            answer(partial(getattr(office, name), *values, **named))
        desktop.terminate()
        program.wait(10)
    finally:
        if program.poll() is None:
            os.killpg(0, signal.SIGKILL)


def start(command, profile, pipe):
    """LibreOffice with a profile of its own, where people are in Britain."""
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(BRITISH, encoding="utf-8")
    options = ("--headless", "--norestore", "--nologo", "--nodefault", f"--accept={pipe};")
    quiet = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL)
    return subprocess.Popen([command, f"-env:UserInstallation={profile.as_uri()}", *options], **quiet)


def reach(program, pipe):
    """LibreOffice's own context, once it answers."""
    resolver = create(uno.getComponentContext(), "com.sun.star.bridge.UnoUrlResolver")
    last = time.monotonic() + START_WITHIN
    while True:
        try:
            return resolver.resolve(f"uno:{pipe};StarOffice.ComponentContext")
        except NoConnectException:
            if program.poll() is not None or time.monotonic() > last:
                raise
            time.sleep(0.05)


def create(context, service):
    return context.ServiceManager.createInstanceWithContext(service, context)


def answer(order):
    try:
        said = {"value": order()}
    except Exception:  # noqa: BLE001 - the test that gave the order says what went wrong
        said = {"fault": traceback.format_exc()}
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def properties(**values):
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


class Office:
    """The orders. One workbook is open at a time."""

    def __init__(self, desktop, dispatcher):
        self.desktop, self.dispatcher, self.book = desktop, dispatcher, None

    def open(self, path):
        self.book = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, properties(Hidden=True))
        if self.book is None:
            raise ValueError(f"LibreOffice does not open {path}: is there a lock file beside it?")

    def close(self):
        self.book.close(True)

    def save(self, path, kind, password=None):
        """Save a copy. Each kind of file has its own way of being told a password."""
        secret = {}
        if password and kind == "xlsx":
            said = (NamedValue("OOXPassword", password), NamedValue("CryptoType", "Standard"))
            secret = {"EncryptionData": uno.Any("[]com.sun.star.beans.NamedValue", said)}
        elif password:
            secret = {"Password": password}
        self.book.storeToURL(Path(path).as_uri(), properties(FilterName=FILTERS[kind], **secret))

    def sheet(self, name):
        return self.book.Sheets.getByName(name)

    def cell(self, sheet, address):
        return self.sheet(sheet).getCellRangeByName(address)

    # What people do

    def type(self, sheet, cells):
        """Go to each cell and enter a text there, which LibreOffice takes as it would from the keyboard."""
        controller = self.book.CurrentController
        controller.setActiveSheet(self.sheet(sheet))
        for address, text in cells.items():
            self.dispatch(controller.Frame, "GoToCell", ToPoint=address)
            self.dispatch(controller.Frame, "EnterString", StringName=text)

    def type_looking(self, sheet, cells, width, height):
        """The same in a window of a size; of each step the columns of the part that scrolls, from and to."""
        controller = self.book.CurrentController
        window = controller.Frame.ContainerWindow
        window.setVisible(True)
        window.setPosSize(0, 0, width, height, 15)
        controller.setActiveSheet(self.sheet(sheet))
        seen = []
        for address, text in cells:
            self.dispatch(controller.Frame, "GoToCell", ToPoint=address)
            self.dispatch(controller.Frame, "EnterString", StringName=text)
            self.dispatch(controller.Frame, "GoToCell", ToPoint=address)
            shown = controller.getByIndex(controller.Count - 1).VisibleRange
            seen.append([shown.StartColumn, shown.EndColumn, shown.StartRow, shown.EndRow])
        return seen

    def dispatch(self, frame, command, **values):
        self.dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, properties(**values))

    def put(self, sheet, cells):
        """Put texts into cells as text, whatever they look like."""
        for address, text in cells.items():
            self.cell(sheet, address).setString(text)

    def link(self, sheet, address, text, target):
        field = self.book.createInstance("com.sun.star.text.TextField.URL")
        field.Representation, field.URL = text, target
        cell = self.cell(sheet, address)
        cell.insertTextContent(cell.createTextCursor(), field, False)

    def embolden(self, sheet, address, signs):
        """Make the first signs of a cell's text bold."""
        cursor = self.cell(sheet, address).createTextCursor()
        cursor.gotoStart(False)
        cursor.goRight(signs, True)
        cursor.CharWeight = 150.0

    def comment(self, sheet, address, text):
        place = self.cell(sheet, address).CellAddress
        self.sheet(sheet).Annotations.insertNew(CellAddress(place.Sheet, place.Column, place.Row), text)

    def unprotect(self, sheet):
        self.sheet(sheet).unprotect("")

    def sort(self, sheet, cells, column, ascending):
        field = TableSortField()
        field.Field, field.IsAscending = column, ascending
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        self.cell(sheet, cells).sort(properties(SortFields=fields, ContainsHeader=True))

    def insert(self, sheet, row=None, column=None):
        if row is not None:
            self.sheet(sheet).Rows.insertByIndex(row, 1)
        if column is not None:
            self.sheet(sheet).Columns.insertByIndex(column, 1)

    def merge(self, sheet, cells):
        self.cell(sheet, cells).merge(True)  # what stands in the cells below the first is kept, hidden

    def paint(self, sheet, cells):
        self.cell(sheet, cells).CellBackColor = 0xDDEEFF

    def rename(self, sheet, name):
        self.sheet(sheet).Name = name

    def remove(self, sheet):
        self.book.Sheets.removeByName(sheet)

    # What people see

    def values(self, sheet, cells):
        return self.cell(sheet, cells).getDataArray()

    def protected(self, sheet):
        return self.sheet(sheet).isProtected()

    def unlocked(self, sheet, cells):
        """Where one may type: ``["Checklist.J2:O61"]``."""
        found = self.book.createInstance("com.sun.star.sheet.SheetCellRanges")
        for alike in self.cell(sheet, cells).getUniqueCellFormatRanges():
            if not alike.CellProtection.IsLocked:
                found.addRangeAddresses(alike.getRangeAddresses(), True)
        return [part.AbsoluteName.replace("$", "") for part in found]

    def rules(self, sheet, addresses):
        """The rule of each cell: its type, what becomes of anything else, where its list is, and its hint."""
        rules = [self.cell(sheet, address).Validation for address in addresses]
        return [
            [rule.Type.value, rule.ShowErrorMessage and rule.ErrorAlertStyle.value, rule.getFormula1(), rule.InputTitle]
            for rule in rules
        ]

    def heights(self):
        """Of every row of every sheet that can be seen: how high it is and how high its texts are, in points."""
        found = []
        for sheet in [self.book.Sheets.getByIndex(n) for n in range(self.book.Sheets.Count)]:
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(False)
            sheet.unprotect("")
            for number in range(cursor.RangeAddress.EndRow + 1) if sheet.IsVisible else ():
                row = sheet.Rows.getByIndex(number)
                was, row.OptimalHeight = row.Height, True
                found.append([sheet.Name, number + 1, was * 72 / 2540, row.Height * 72 / 2540])
        return found

    def named(self, name):
        return self.book.NamedRanges.getByName(name).getReferredCells().getDataArray()


if __name__ == "__main__":
    main(*sys.argv[1:])
