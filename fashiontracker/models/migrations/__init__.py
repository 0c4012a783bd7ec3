"""Migrations of users' databases: ``versions/NNNN_what.py``, one a schema, run by `fashiontracker.models.migrate`.

A new schema: raise `header.SCHEMA_VERSION`, add a script whose ``revision`` is that number in four digits and whose
``upgrade`` makes of an older file what `schema.create_all` makes of an empty one (a test compares the two, triggers and
indexes included). Journaled rows may gain columns but must keep their values, or the journal no longer replays.
"""
