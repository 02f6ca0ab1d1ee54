"""Violent incidents with their slots, in the sense of MUC-4's templates."""
