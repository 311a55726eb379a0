"""Running text: what a sentence says of a value, and what it answers, reserves or takes back."""
