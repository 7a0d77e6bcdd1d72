"""What can be wrong with the database. Apart from it, so that a sentence needs no import of a database."""


class DatabaseError(Exception):
    """The database can't be used; the message says which, why and what to do."""
