"""What is printed: paper, type, blocks and charts; one module a document; the press.

A document module has ``collect(session, plan, as_of) -> sheet`` (frozen data), ``compose(sheet) -> Document``
(parts, still data), and `press.press` draws the document into a file.
"""
