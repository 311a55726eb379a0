"""What signs and words say by themselves, wherever they stand: numbers, dates, units, the words of seven languages."""
