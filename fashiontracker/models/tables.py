"""What is recorded. Money of projects in 万元, areas of exhibitions in 平方米, figures in their indicator's unit.

Keys (sectors, districts, kinds, stages, designations, indicators) are those of the plan and the catalogue; the tables
hold them as text, so that a plan file can grow without a migration.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fashiontracker.models.base import KeyList, Record, Trashable

LIVE = text("trashed_at IS NULL")
# An index of the live ones still names trashed_at: SQLite reads from the index alone only what stands in it.


class Enterprise(Trashable):
    """A firm: its code where known, its current name, its sectors (empty = unknown)."""

    __tablename__ = "enterprise"
    __indexes__: ClassVar = (
        Index("uq_enterprise_uscc", "uscc", unique=True, sqlite_where=text("uscc IS NOT NULL AND trashed_at IS NULL")),
        Index("ix_enterprise_name_key", "name_key"),
    )

    name: Mapped[str]
    name_key: Mapped[str]
    uscc: Mapped[str | None]
    sectors: Mapped[tuple[str, ...]] = mapped_column(KeyList, default=())
    district: Mapped[str | None]
    qianhai: Mapped[bool] = mapped_column(default=False)
    founded_on: Mapped[date | None]
    size: Mapped[str | None]
    listing: Mapped[str | None]
    products: Mapped[str | None]
    contact: Mapped[str | None]
    phone: Mapped[str | None]
    note: Mapped[str | None]


class FormerName(Trashable):
    """A name the enterprise bore before; ``until`` is the day of the renaming, where known."""

    __tablename__ = "former_name"
    __indexes__: ClassVar = (Index("ix_former_name_name_key", "name_key"),)

    enterprise_id: Mapped[int] = mapped_column(ForeignKey("enterprise.id"), index=True)
    name: Mapped[str]
    name_key: Mapped[str]
    until: Mapped[date | None]


class Brand(Trashable):
    """A brand; its own sectors prevail over its owner's (rule 6)."""

    __tablename__ = "brand"
    __indexes__: ClassVar = (Index("ix_brand_name_key", "name_key"),)

    name: Mapped[str]
    name_key: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    sectors: Mapped[tuple[str, ...]] = mapped_column(KeyList, default=())
    tier: Mapped[str | None]
    regional_brand: Mapped[str | None]
    trademark_no: Mapped[str | None]
    founded_year: Mapped[int | None]
    note: Mapped[str | None]


class Carrier(Trashable):
    """A centre, platform, institute, laboratory or cluster."""

    __tablename__ = "carrier"
    __indexes__: ClassVar = (Index("ix_carrier_name_key", "name_key"),)

    name: Mapped[str]
    name_key: Mapped[str]
    kind: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    sectors: Mapped[tuple[str, ...]] = mapped_column(KeyList, default=())
    district: Mapped[str | None]
    qianhai: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str | None]
    built_on: Mapped[date | None]
    note: Mapped[str | None]


class Talent(Trashable):
    """A person of one of the plan's kinds, introduced or trained on a day."""

    __tablename__ = "talent"
    __indexes__: ClassVar = (Index("ix_talent_name_key", "name_key"),)

    name: Mapped[str]
    name_key: Mapped[str]
    kind: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    sectors: Mapped[tuple[str, ...]] = mapped_column(KeyList, default=())
    way: Mapped[str | None]
    acquired_on: Mapped[date | None]
    note: Mapped[str | None]


class Exhibition(Trashable):
    """One edition of an exhibition: a row a year. ``area`` in 平方米; no area is not an area of 0."""

    __tablename__ = "exhibition"
    __indexes__: ClassVar = (Index("ix_exhibition_name_key_year", "name_key", "year"),)

    name: Mapped[str]
    name_key: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    sectors: Mapped[tuple[str, ...]] = mapped_column(KeyList, default=())
    venue: Mapped[str | None]
    year: Mapped[int]
    area: Mapped[float | None]
    exhibitors: Mapped[int | None]
    foreign_exhibitors: Mapped[int | None]
    visitors: Mapped[int | None]
    ufi: Mapped[bool | None]
    note: Mapped[str | None]


class Standard(Trashable):
    """A published standard and the enterprise that led it."""

    __tablename__ = "standard"
    __indexes__: ClassVar = (Index("ix_standard_name_key", "name_key"),)

    name: Mapped[str]
    name_key: Mapped[str]
    number: Mapped[str | None]
    level: Mapped[str | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    sectors: Mapped[tuple[str, ...]] = mapped_column(KeyList, default=())
    published_on: Mapped[date | None]
    note: Mapped[str | None]


class Project(Trashable):
    """A key project (重点项目). ``investment`` in 万元, ``progress`` in percent."""

    __tablename__ = "project"
    __indexes__: ClassVar = (Index("ix_project_name_key", "name_key"),)

    name: Mapped[str]
    name_key: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    sectors: Mapped[tuple[str, ...]] = mapped_column(KeyList, default=())
    district: Mapped[str | None]
    qianhai: Mapped[bool] = mapped_column(default=False)
    investment: Mapped[float | None]
    started_on: Mapped[date | None]
    due_on: Mapped[date | None]
    state: Mapped[str | None]
    progress: Mapped[float | None]
    note: Mapped[str | None]


class StageEvent(Trashable):
    """A stage that one subject reached for one designation on a day.

    A recognition (认定, 复核通过) opens a term that ends with ``valid_until``; an empty one is open-ended and is never
    filled in (rule 2). A renewal is another row.
    """

    __tablename__ = "stage_event"
    __indexes__: ClassVar = (
        Index(
            "ix_stage_event_chain",
            *("subject_kind", "subject_id", "designation", "happened_on", "stage", "valid_until", "trashed_at"),
            sqlite_where=LIVE,
        ),
        CheckConstraint("subject_kind IN ('enterprise', 'brand', 'carrier')", name="subject_kind"),
    )

    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    designation: Mapped[str]
    stage: Mapped[str]
    happened_on: Mapped[date]
    valid_until: Mapped[date | None]
    certificate_no: Mapped[str | None]
    batch: Mapped[str | None]
    note: Mapped[str | None]


class Figure(Trashable):
    """A year's value of an indicator, in the indicator's unit, of an enterprise, a sector or the city.

    ``entered_in`` says which sheet gave it: ``indicators`` (年度指标) prevails over ``roster`` (a column of 企业),
    rule 8.
    ``subject_key`` is the sector's key or the city's name; for an enterprise it is empty.
    """

    __tablename__ = "figure"
    __indexes__: ClassVar = (
        Index(
            "uq_figure_cell",
            *("subject_kind", text("coalesce(enterprise_id, 0)"), "subject_key", "indicator", "year", "entered_in"),
            unique=True,
            sqlite_where=LIVE,
        ),
        Index("ix_figure_indicator", "indicator", "year", "enterprise_id", "value", "trashed_at", sqlite_where=LIVE),
        CheckConstraint("subject_kind IN ('enterprise', 'sector', 'city')", name="subject_kind"),
        CheckConstraint("entered_in IN ('indicators', 'roster')", name="entered_in"),
    )

    subject_kind: Mapped[str]
    enterprise_id: Mapped[int | None] = mapped_column(ForeignKey("enterprise.id"), index=True)
    subject_key: Mapped[str] = mapped_column(default="")
    indicator: Mapped[str]
    year: Mapped[int]
    value: Mapped[float]
    unit: Mapped[str]
    source: Mapped[str | None]
    entered_in: Mapped[str]


class TaskProgress(Trashable):
    """How far one of the plan's tasks was on a day."""

    __tablename__ = "task_progress"

    task: Mapped[str] = mapped_column(index=True)
    happened_on: Mapped[date]
    state: Mapped[str]
    note: Mapped[str | None]


class MilestoneProgress(Trashable):
    """How far one of the plan's milestones was on a day."""

    __tablename__ = "milestone_progress"

    milestone: Mapped[str] = mapped_column(index=True)
    happened_on: Mapped[date]
    state: Mapped[str]
    note: Mapped[str | None]


class Evidence(Trashable):
    """A file kept beside the database under its SHA-256."""

    __tablename__ = "evidence"

    sha256: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    added_at: Mapped[str]
    note: Mapped[str | None]


class EvidenceLink(Trashable):
    """Which record a piece of evidence bears out; ``record_table`` is the table's name."""

    __tablename__ = "evidence_link"
    __indexes__: ClassVar = (Index("ix_evidence_link_record", "record_table", "record_id"),)

    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    record_table: Mapped[str]
    record_id: Mapped[int]


class Judgement(Trashable):
    """A person's recorded answer to a criterion that no figure decides.

    ``criterion`` = designation/ruleset/criterion.
    """

    __tablename__ = "judgement"
    __indexes__: ClassVar = (Index("ix_judgement_subject", "subject_kind", "subject_id"),)

    subject_kind: Mapped[str]
    subject_id: Mapped[int]
    criterion: Mapped[str]
    answer: Mapped[bool]
    answered_on: Mapped[date]
    note: Mapped[str | None]


class Submission(Trashable):
    """A document as it was handed in: its frozen sheet (JSON), the PDF's SHA-256, the fingerprint on the paper."""

    __tablename__ = "submission"

    document: Mapped[str]
    as_of: Mapped[date]
    number: Mapped[str]
    issuer: Mapped[str | None]
    recipient: Mapped[str | None]
    handed_in_on: Mapped[date | None]
    sheet: Mapped[str]
    pdf_sha256: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(index=True)
    journal_head: Mapped[str]
    note: Mapped[str | None]


class SavedView(Trashable):
    """A named view of a registry page: filters, columns and sort as JSON."""

    __tablename__ = "saved_view"

    page: Mapped[str]
    name: Mapped[str]
    spec: Mapped[str]


class DistinctPair(Trashable):
    """Two records the user declared not to be duplicates (不是重复); ``left_id`` < ``right_id``."""

    __tablename__ = "distinct_pair"

    record_table: Mapped[str]
    left_id: Mapped[int]
    right_id: Mapped[int]


class Mapping(Trashable):
    """How a foreign table maps onto a sheet of ours, remembered under the fingerprint of its headers."""

    __tablename__ = "mapping"

    fingerprint: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    toml: Mapped[str]


class Setting(Record):
    """A property of the database itself: its plan, its letterheads, whether it is a sample."""

    __tablename__ = "setting"

    key: Mapped[str] = mapped_column(unique=True)
    value: Mapped[str]


SUBJECTS: dict[str, type[Enterprise] | type[Brand] | type[Carrier]] = {
    "enterprise": Enterprise,
    "brand": Brand,
    "carrier": Carrier,
}
"""What can bear a designation, by ``StageEvent.subject_kind``."""
