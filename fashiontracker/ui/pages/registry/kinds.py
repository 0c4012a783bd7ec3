"""The seven registry pages: which table each shows, and which tables' changes it shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Final

from fashiontracker.text import N_
from fashiontracker.ui.page import Touched
from fashiontracker.ui.pages.registry.page import RegistryPage
from fashiontracker.ui.pages.registry.panel import BELONGINGS

ALWAYS: Final[Touched] = frozenset({"enterprise", "figure", "saved_view"})
ASIDE: Final[Touched] = frozenset({"former_name", "stage_event", "evidence", "evidence_link"})
"""Tables of which the inspector and the titles' filter tell."""


class Enterprises(RegistryPage):
    """企业."""

    key = "enterprises"
    title = N_("企业")
    watches: ClassVar[Touched] = ALWAYS | ASIDE | frozenset(BELONGINGS)


class Brands(RegistryPage):
    """品牌."""

    key = "brands"
    title = N_("品牌")
    watches: ClassVar[Touched] = ALWAYS | ASIDE | {"brand"}


class Carriers(RegistryPage):
    """载体平台."""

    key = "carriers"
    title = N_("载体平台")
    watches: ClassVar[Touched] = ALWAYS | ASIDE | {"carrier"}


class Talents(RegistryPage):
    """人才."""

    key = "talents"
    title = N_("人才")
    watches: ClassVar[Touched] = ALWAYS | ASIDE | {"talent"}


class Exhibitions(RegistryPage):
    """展会."""

    key = "exhibitions"
    title = N_("展会")
    watches: ClassVar[Touched] = ALWAYS | ASIDE | {"exhibition"}


class Standards(RegistryPage):
    """标准."""

    key = "standards"
    title = N_("标准")
    watches: ClassVar[Touched] = ALWAYS | ASIDE | {"standard"}


class Projects(RegistryPage):
    """重点项目."""

    key = "projects"
    title = N_("重点项目")
    watches: ClassVar[Touched] = ALWAYS | ASIDE | {"project"}


PAGES: Final[Mapping[str, type[RegistryPage]]] = {
    page.key: page for page in (Enterprises, Brands, Carriers, Talents, Exhibitions, Standards, Projects)
}
