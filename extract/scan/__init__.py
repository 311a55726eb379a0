"""Pictures of pages: made fit to be read, read by the engines, and what is doubtful looked at again."""
