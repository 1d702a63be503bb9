"""What a window asks for, bytes in and bytes out: the page in a browser is built on this room and on nothing else.

No file is opened, nothing is kept between two questions, and the day is given. :mod:`audit.app.desk` answers about
workbooks, :mod:`audit.app.form` about answering one question at a time, and :mod:`audit.app.ask` is the door: words and
bytes come in, words and bytes go out.
"""
