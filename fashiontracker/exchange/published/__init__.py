"""Published lists (公示、公布名单): read, matched to the registry, told apart, and accepted as one entry.

`reading` makes a notice of a file or a text, `matching` finds whom each line means, `settling` says what becomes of it,
`accepting` writes what was chosen.
"""
