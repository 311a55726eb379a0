"""Words with their boxes, the lines and phrases that they make, and what a PDF draws besides."""
