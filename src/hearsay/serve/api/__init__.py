"""The REST API: the records of the contract, read and searched over HTTP."""
