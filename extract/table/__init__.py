"""Tables, ruled or not: their heads, their columns, and which word of a line is in which column."""
