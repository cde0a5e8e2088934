"""困りごとの文: which kinds of trouble a text tells of, which texts tell the same, and what names a person in it.

Suggestions with their reasons; a person decides. Nothing here reads files, the clock or a network: the lexicon,
the examples and the table of word vectors come in as values (`shipped` reads those that are part of the package).
See docs/methods/needs.md and docs/methods/masking.md.
"""
