"""Scorers, benchmark data and the suites behind ``hearsay bench``.

A scorer takes plain structures (texts, spans, words, chains) and gives counts, as
:class:`~hearsay.evaluate.scores.PRF`: it knows nothing of the pipeline. A loader turns one public data set
into those structures. Only :mod:`hearsay.evaluate.suites` bring the two together with a reader.
"""
