"""The schema of the first release."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None

STATEMENTS = (
    """
    CREATE TABLE stage_event ( subject_kind VARCHAR NOT NULL, subject_id INTEGER NOT NULL, designation VARCHAR NOT
        NULL, stage VARCHAR NOT NULL, happened_on DATE NOT NULL, valid_until DATE, certificate_no VARCHAR, batch
        VARCHAR, note VARCHAR, trashed_at VARCHAR, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT
        ck_stage_event_subject_kind CHECK (subject_kind IN ('enterprise', 'brand', 'carrier')) )
    """,
    """
    CREATE INDEX ix_stage_event_chain ON stage_event (subject_kind, subject_id, designation, happened_on, stage,
        valid_until, trashed_at) WHERE trashed_at IS NULL
    """,
    """
    CREATE TABLE task_progress ( task VARCHAR NOT NULL, happened_on DATE NOT NULL, state VARCHAR NOT NULL, note
        VARCHAR, trashed_at VARCHAR, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT )
    """,
    """
    CREATE INDEX ix_task_progress_task ON task_progress (task)
    """,
    """
    CREATE TABLE mapping ( fingerprint VARCHAR NOT NULL, name VARCHAR NOT NULL, toml VARCHAR NOT NULL, trashed_at
        VARCHAR, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT )
    """,
    """
    CREATE INDEX ix_mapping_fingerprint ON mapping (fingerprint)
    """,
    """
    CREATE TABLE evidence ( sha256 VARCHAR NOT NULL, name VARCHAR NOT NULL, media_type VARCHAR NOT NULL, size
        INTEGER NOT NULL, added_at VARCHAR NOT NULL, note VARCHAR, trashed_at VARCHAR, id INTEGER NOT NULL PRIMARY
        KEY AUTOINCREMENT )
    """,
    """
    CREATE INDEX ix_evidence_sha256 ON evidence (sha256)
    """,
    """
    CREATE TABLE enterprise ( name VARCHAR NOT NULL, name_key VARCHAR NOT NULL, uscc VARCHAR, sectors VARCHAR NOT
        NULL, district VARCHAR, qianhai BOOLEAN NOT NULL, founded_on DATE, size VARCHAR, listing VARCHAR, products
        VARCHAR, contact VARCHAR, phone VARCHAR, note VARCHAR, trashed_at VARCHAR, id INTEGER NOT NULL PRIMARY KEY
        AUTOINCREMENT )
    """,
    """
    CREATE UNIQUE INDEX uq_enterprise_uscc ON enterprise (uscc) WHERE uscc IS NOT NULL AND trashed_at IS NULL
    """,
    """
    CREATE INDEX ix_enterprise_name_key ON enterprise (name_key)
    """,
    """
    CREATE TABLE milestone_progress ( milestone VARCHAR NOT NULL, happened_on DATE NOT NULL, state VARCHAR NOT NULL,
        note VARCHAR, trashed_at VARCHAR, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT )
    """,
    """
    CREATE INDEX ix_milestone_progress_milestone ON milestone_progress (milestone)
    """,
    """
    CREATE TABLE saved_view ( page VARCHAR NOT NULL, name VARCHAR NOT NULL, spec VARCHAR NOT NULL, trashed_at
        VARCHAR, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT )
    """,
    """
    CREATE TABLE submission ( document VARCHAR NOT NULL, as_of DATE NOT NULL, number VARCHAR NOT NULL, issuer
        VARCHAR, recipient VARCHAR, handed_in_on DATE, sheet VARCHAR NOT NULL, pdf_sha256 VARCHAR NOT NULL,
        fingerprint VARCHAR NOT NULL, journal_head VARCHAR NOT NULL, note VARCHAR, trashed_at VARCHAR, id INTEGER
        NOT NULL PRIMARY KEY AUTOINCREMENT )
    """,
    """
    CREATE INDEX ix_submission_fingerprint ON submission (fingerprint)
    """,
    """
    CREATE TABLE setting ( "key" VARCHAR NOT NULL, value VARCHAR NOT NULL, id INTEGER NOT NULL PRIMARY KEY
        AUTOINCREMENT, CONSTRAINT uq_setting_key UNIQUE ("key") )
    """,
    """
    CREATE TABLE judgement ( subject_kind VARCHAR NOT NULL, subject_id INTEGER NOT NULL, criterion VARCHAR NOT NULL,
        answer BOOLEAN NOT NULL, answered_on DATE NOT NULL, note VARCHAR, trashed_at VARCHAR, id INTEGER NOT NULL
        PRIMARY KEY AUTOINCREMENT )
    """,
    """
    CREATE INDEX ix_judgement_subject ON judgement (subject_kind, subject_id)
    """,
    """
    CREATE TABLE distinct_pair ( record_table VARCHAR NOT NULL, left_id INTEGER NOT NULL, right_id INTEGER NOT NULL,
        trashed_at VARCHAR, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT )
    """,
    """
    CREATE TABLE journal_entry ( id INTEGER NOT NULL, at VARCHAR NOT NULL, who VARCHAR NOT NULL, label VARCHAR NOT
        NULL, origin VARCHAR NOT NULL, kind VARCHAR NOT NULL, target INTEGER, changes INTEGER NOT NULL, previous
        VARCHAR NOT NULL, hash VARCHAR NOT NULL, CONSTRAINT pk_journal_entry PRIMARY KEY (id) )
    """,
    """
    CREATE TABLE brand ( name VARCHAR NOT NULL, name_key VARCHAR NOT NULL, owner_id INTEGER, sectors VARCHAR NOT
        NULL, tier VARCHAR, regional_brand VARCHAR, trademark_no VARCHAR, founded_year INTEGER, note VARCHAR,
        trashed_at VARCHAR, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT fk_brand_owner_id_enterprise
        FOREIGN KEY(owner_id) REFERENCES enterprise (id) )
    """,
    """
    CREATE INDEX ix_brand_owner_id ON brand (owner_id)
    """,
    """
    CREATE INDEX ix_brand_name_key ON brand (name_key)
    """,
    """
    CREATE TABLE exhibition ( name VARCHAR NOT NULL, name_key VARCHAR NOT NULL, owner_id INTEGER, sectors VARCHAR
        NOT NULL, venue VARCHAR, year INTEGER NOT NULL, area DOUBLE, exhibitors INTEGER, foreign_exhibitors INTEGER,
        visitors INTEGER, ufi BOOLEAN, note VARCHAR, trashed_at VARCHAR, id INTEGER NOT NULL PRIMARY KEY
        AUTOINCREMENT, CONSTRAINT fk_exhibition_owner_id_enterprise FOREIGN KEY(owner_id) REFERENCES enterprise (id)
        )
    """,
    """
    CREATE INDEX ix_exhibition_owner_id ON exhibition (owner_id)
    """,
    """
    CREATE INDEX ix_exhibition_name_key_year ON exhibition (name_key, year)
    """,
    """
    CREATE TABLE project ( name VARCHAR NOT NULL, name_key VARCHAR NOT NULL, owner_id INTEGER, sectors VARCHAR NOT
        NULL, district VARCHAR, qianhai BOOLEAN NOT NULL, investment DOUBLE, started_on DATE, due_on DATE, state
        VARCHAR, progress DOUBLE, note VARCHAR, trashed_at VARCHAR, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        CONSTRAINT fk_project_owner_id_enterprise FOREIGN KEY(owner_id) REFERENCES enterprise (id) )
    """,
    """
    CREATE INDEX ix_project_name_key ON project (name_key)
    """,
    """
    CREATE INDEX ix_project_owner_id ON project (owner_id)
    """,
    """
    CREATE TABLE carrier ( name VARCHAR NOT NULL, name_key VARCHAR NOT NULL, kind VARCHAR NOT NULL, owner_id
        INTEGER, sectors VARCHAR NOT NULL, district VARCHAR, qianhai BOOLEAN NOT NULL, state VARCHAR, built_on DATE,
        note VARCHAR, trashed_at VARCHAR, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT
        fk_carrier_owner_id_enterprise FOREIGN KEY(owner_id) REFERENCES enterprise (id) )
    """,
    """
    CREATE INDEX ix_carrier_name_key ON carrier (name_key)
    """,
    """
    CREATE INDEX ix_carrier_owner_id ON carrier (owner_id)
    """,
    """
    CREATE TABLE talent ( name VARCHAR NOT NULL, name_key VARCHAR NOT NULL, kind VARCHAR NOT NULL, owner_id INTEGER,
        sectors VARCHAR NOT NULL, way VARCHAR, acquired_on DATE, note VARCHAR, trashed_at VARCHAR, id INTEGER NOT
        NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT fk_talent_owner_id_enterprise FOREIGN KEY(owner_id) REFERENCES
        enterprise (id) )
    """,
    """
    CREATE INDEX ix_talent_name_key ON talent (name_key)
    """,
    """
    CREATE INDEX ix_talent_owner_id ON talent (owner_id)
    """,
    """
    CREATE TABLE figure ( subject_kind VARCHAR NOT NULL, enterprise_id INTEGER, subject_key VARCHAR NOT NULL,
        indicator VARCHAR NOT NULL, year INTEGER NOT NULL, value DOUBLE NOT NULL, unit VARCHAR NOT NULL, source
        VARCHAR, entered_in VARCHAR NOT NULL, trashed_at VARCHAR, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
        CONSTRAINT ck_figure_subject_kind CHECK (subject_kind IN ('enterprise', 'sector', 'city')), CONSTRAINT
        ck_figure_entered_in CHECK (entered_in IN ('indicators', 'roster')), CONSTRAINT
        fk_figure_enterprise_id_enterprise FOREIGN KEY(enterprise_id) REFERENCES enterprise (id) )
    """,
    """
    CREATE INDEX ix_figure_enterprise_id ON figure (enterprise_id)
    """,
    """
    CREATE INDEX ix_figure_indicator ON figure (indicator, year, enterprise_id, value, trashed_at) WHERE trashed_at
        IS NULL
    """,
    """
    CREATE UNIQUE INDEX uq_figure_cell ON figure (subject_kind, coalesce(enterprise_id, 0), subject_key, indicator,
        year, entered_in) WHERE trashed_at IS NULL
    """,
    """
    CREATE TABLE evidence_link ( evidence_id INTEGER NOT NULL, record_table VARCHAR NOT NULL, record_id INTEGER NOT
        NULL, trashed_at VARCHAR, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT
        fk_evidence_link_evidence_id_evidence FOREIGN KEY(evidence_id) REFERENCES evidence (id) )
    """,
    """
    CREATE INDEX ix_evidence_link_record ON evidence_link (record_table, record_id)
    """,
    """
    CREATE INDEX ix_evidence_link_evidence_id ON evidence_link (evidence_id)
    """,
    """
    CREATE TABLE former_name ( enterprise_id INTEGER NOT NULL, name VARCHAR NOT NULL, name_key VARCHAR NOT NULL,
        until DATE, trashed_at VARCHAR, id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT
        fk_former_name_enterprise_id_enterprise FOREIGN KEY(enterprise_id) REFERENCES enterprise (id) )
    """,
    """
    CREATE INDEX ix_former_name_enterprise_id ON former_name (enterprise_id)
    """,
    """
    CREATE INDEX ix_former_name_name_key ON former_name (name_key)
    """,
    """
    CREATE TABLE standard ( name VARCHAR NOT NULL, name_key VARCHAR NOT NULL, number VARCHAR, level VARCHAR,
        owner_id INTEGER, sectors VARCHAR NOT NULL, published_on DATE, note VARCHAR, trashed_at VARCHAR, id INTEGER
        NOT NULL PRIMARY KEY AUTOINCREMENT, CONSTRAINT fk_standard_owner_id_enterprise FOREIGN KEY(owner_id)
        REFERENCES enterprise (id) )
    """,
    """
    CREATE INDEX ix_standard_name_key ON standard (name_key)
    """,
    """
    CREATE INDEX ix_standard_owner_id ON standard (owner_id)
    """,
    """
    CREATE TABLE journal_change ( id INTEGER NOT NULL, entry_id INTEGER NOT NULL, record_table VARCHAR NOT NULL,
        record_id INTEGER NOT NULL, "before" VARCHAR, "after" VARCHAR, CONSTRAINT pk_journal_change PRIMARY KEY
        (id), CONSTRAINT fk_journal_change_entry_id_journal_entry FOREIGN KEY(entry_id) REFERENCES journal_entry
        (id) )
    """,
    """
    CREATE INDEX ix_journal_change_entry_id ON journal_change (entry_id)
    """,
    """
    CREATE INDEX ix_journal_change_record ON journal_change (record_table, record_id)
    """,
    """
    CREATE TRIGGER journal_entry_no_update BEFORE UPDATE ON journal_entry BEGIN SELECT RAISE(ABORT, 'the journal is
        append-only'); END
    """,
    """
    CREATE TRIGGER journal_entry_no_delete BEFORE DELETE ON journal_entry BEGIN SELECT RAISE(ABORT, 'the journal is
        append-only'); END
    """,
    """
    CREATE TRIGGER journal_change_no_update BEFORE UPDATE ON journal_change BEGIN SELECT RAISE(ABORT, 'the journal
        is append-only'); END
    """,
    """
    CREATE TRIGGER journal_change_no_delete BEFORE DELETE ON journal_change BEGIN SELECT RAISE(ABORT, 'the journal
        is append-only'); END
    """,
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)
