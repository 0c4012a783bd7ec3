"""What stands where a page is still to come: its name and what will belong there."""

from __future__ import annotations

from fashiontracker.text import _
from fashiontracker.ui.empty import Empty, Way
from fashiontracker.ui.page import Page
from fashiontracker.ui.places import PLACES


class Placeholder(Page):
    """An empty page of a place."""

    title = ""

    def __init__(self, key: str) -> None:
        super().__init__()
        place = PLACES[key]
        self.heading.setText(place.title)
        self.setAccessibleName(place.title)
        ways = (
            [] if key == "import" else [Way(_("导入 Excel"), "import", lambda: self.go.emit("import", None), main=True)]
        )
        self.body.addWidget(Empty(key, _("这里还没有内容"), _(place.lesson), ways), 1)
