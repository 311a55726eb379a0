"""What a paper shows and nobody read, so that a person looks."""
