"""Why a registry table is empty, and the ways on: an empty registry, a filter that leaves nothing, an empty trash."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fashiontracker.text import _
from fashiontracker.ui.empty import Empty, Way
from fashiontracker.ui.places import PLACES

if TYPE_CHECKING:
    from fashiontracker.ui.pages.registry.page import RegistryPage


def nothing(page: RegistryPage, total: int) -> Empty:
    """What stands in the table's place; ``total`` is how many there would be without the filters."""
    if page.source.question.trashed and not total:
        leave = Way(_("返回名录"), "back", page.deeds.leave_trash, main=True)
        return Empty("trash", _("回收站是空的"), _("移入回收站的记录会留在这里，直到恢复或彻底删除。"), [leave])
    if total:
        clear = Way(_("清除全部筛选"), "close", page.clear, main=True)
        return Empty("filter", _("没有符合条件的记录"), _("放宽或移除上面的筛选条件，就能看到更多。"), [clear])
    place = PLACES[page.key]
    ways = [Way(_("导入 Excel"), "import", lambda: page.go.emit("import", None), main=True)]
    if not page.desk.read_only:
        ways.append(Way(_("手工新建"), "new", page.deeds.new))
    return Empty(page.key, _("还没有{what}").format(what=place.title), _(place.lesson), ways)
