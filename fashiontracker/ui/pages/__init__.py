"""One module a page. Pages do not know each other: they say where they want to go, and the window takes them there."""

from __future__ import annotations

from fashiontracker.ui.desk import Desk
from fashiontracker.ui.page import Page


def make(key: str, desk: Desk) -> Page:
    """Build the page of a place; its module is imported when it is first wanted."""
    match key:
        case "overview":
            from fashiontracker.ui.pages.overview.page import Overview

            return Overview(desk)
        case "quotas":
            from fashiontracker.ui.pages.quotas.page import Quotas

            return Quotas(desk)
        case "import":
            from fashiontracker.ui.pages.importing.page import Importing

            return Importing(desk)
        case "map":
            from fashiontracker.ui.pages.industry_map.page import IndustryMap

            return IndustryMap(desk)
        case "ladder":
            from fashiontracker.ui.pages.ladder.page import BrandLadder

            return BrandLadder(desk)
        case "ratings":
            from fashiontracker.ui.pages.ratings.page import Ratings

            return Ratings(desk)
        case "tasks":
            from fashiontracker.ui.pages.tasks.page import Tasks

            return Tasks(desk)
        case "cultivation":
            from fashiontracker.ui.pages.cultivation.page import Cultivation

            return Cultivation(desk)
        case "enterprises" | "brands" | "carriers" | "talents" | "exhibitions" | "standards" | "projects":
            from fashiontracker.ui.pages.registry.kinds import PAGES

            return PAGES[key](desk)
        case "history":
            from fashiontracker.ui.pages.history.page import History

            return History(desk)
        case "reports":
            from fashiontracker.ui.pages.printing.page import Printing

            return Printing(desk)
        case "published":
            from fashiontracker.ui.pages.published.page import Published

            return Published(desk)
        case "backup":
            from fashiontracker.ui.pages.safekeeping.page import Safekeeping

            return Safekeeping(desk)
        case _:
            from fashiontracker.ui.pages.placeholder import Placeholder

            return Placeholder(key)
