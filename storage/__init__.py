"""The database and the archive of originals; the only package that imports SQLAlchemy."""
