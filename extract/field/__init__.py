"""Fields of the head: numbers, days, parties, terms; by labels, in letters, by their looks."""
