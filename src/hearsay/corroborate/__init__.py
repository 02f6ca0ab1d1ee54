"""Many documents: copies, origins, happenings, propositions, and what the reports at hand amount to."""
