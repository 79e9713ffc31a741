"""Places, findings and repairs: the vocabulary in which every stage speaks to the user."""
