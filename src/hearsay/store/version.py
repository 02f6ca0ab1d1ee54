"""The version of the ledger's schema, known without importing what writes it."""

SCHEMA = 1
"""Raised whenever a ledger written before could not be read, or would be misread, by the code as it then is.

Within a version fields are only added.
"""
