"""Renderings of a reading: one module a format, each a function from a reading to text or bytes.

Nothing here reads an article or writes a file; the command line and the server do that.
"""
