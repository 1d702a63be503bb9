"""What a window asks for, bytes in and bytes out: the page in a browser and the local app are built on this room alone.

For the page no file is opened, nothing is kept between two questions, and the day is given. :mod:`audit.app.desk`
answers about workbooks, :mod:`audit.app.form` about answering one question at a time, and :mod:`audit.app.ask` is the
door: words and bytes come in, words and bytes go out. :mod:`audit.app.window` puts the page together.

The local app (:mod:`audit.app.server`, with its :mod:`~audit.app.doorkeeper`) answers the same questions to a window on
this computer, and makes the overview of many (:mod:`audit.app.many`) of the folders that it may show
(:mod:`audit.app.folders`).
"""
