"""How documents come in: channels that offer files, and the one door through which they are taken, exactly once."""
