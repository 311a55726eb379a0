"""What a paper is, in which language, whose, and where one paper of a file ends."""
