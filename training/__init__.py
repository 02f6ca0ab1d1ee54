"""How the shipped reading model is made from data. Nothing under ``src/`` imports this."""
