"""The reading room's pages: rendered on the server, each with an address of its own and a JSON twin at ``.json``.

They are of use without scripts; what scripts add is in ``web/`` at the root of the sources.
"""
