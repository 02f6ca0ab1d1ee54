"""What happened: events by an ontology, and violent incidents, each on somebody's word."""
