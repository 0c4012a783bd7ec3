"""The pictures of the README and the guide, taken from the sample: ``python -m tests.pictures FOLDER [NAME…]``."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.shots import settle

if TYPE_CHECKING:
    from fashiontracker.ui.window import MainWindow

SIZE = (1366, 768)
COLOURS = 128
"""A window has few colours: fewer bytes, and nothing that one sees."""
LIST = """关于公布2025年专精特新“小巨人”企业名单的通知
序号\t企业名称
1\t示例珩茗表业科技股份有限公司
2\t示例瑾笙时计股份有限公司
3\t示例黎白时计股份有限公司
4\t示例墨岫光学眼镜有限公司龙岗分公司
5\t示例远山精密有限公司（东莞市）
"""


def show(key: str, wish: Any = None) -> Callable[[MainWindow, Path], None]:
    """A page as it opens."""

    def scene(window: MainWindow, _desk: Path) -> None:
        window.go(key, wish)

    return scene


def show_target(window: MainWindow, _desk: Path) -> None:
    """A row of the plan whose lists both have something to tell."""
    from fashiontracker.ui.wishes import Target

    window.go("quotas", Target("clothing.brands"))


def show_import(window: MainWindow, desk: Path) -> None:
    """A member's roster with its faults, before it is accepted."""
    from fashiontracker.exchange.sample import write_messy_roster

    roster = desk / "会员名录（示例）.xlsx"
    write_messy_roster(roster)
    window.go("import")
    window.page.take([roster])  # type: ignore[union-attr]


def show_published(window: MainWindow, _desk: Path) -> None:
    """A list that was pasted, matched."""
    window.go("published")
    window.page.read_text(LIST)  # type: ignore[union-attr]


SCENES: dict[str, Callable[[MainWindow, Path], None]] = {
    "overview": show("overview"),
    "target": show_target,
    "map": show("map"),
    "enterprises": show("enterprises"),
    "cultivation": show("cultivation"),
    "published": show_published,
    "import": show_import,
    "reports": show("reports"),
}
PAPER = (0, 4, 13)
"""Pages of the main document that the README shows: letter, summary, the history of each group."""


def pictures(folder: Path, desk: Path, wanted: list[str]) -> Iterator[Path]:
    """Take them; each one's path as it is written."""
    from PySide6.QtWidgets import QApplication

    from fashiontracker.progress import finish
    from fashiontracker.settings import Settings
    from fashiontracker.ui import opening
    from fashiontracker.ui.start import make_window

    application = QApplication([])
    window = make_window(application)
    window.show()
    window.apply_settings(Settings(theme="light", language="zh"))
    window.resize(*SIZE)
    app, why = finish(opening.make_sample())
    window.show_app((app, why))
    for name, scene in SCENES.items():
        if not wanted or name in wanted:
            scene(window, desk)
            settle(application, window)
            window.grab().save(str(desk / "shot.png"))
            yield shrink(desk / "shot.png", folder / f"{name}.png")
    if not wanted or "paper" in wanted:
        yield shrink(paper(app, desk), folder / "paper.png")
    window.close()


def paper(app: Any, desk: Path) -> Path:
    """Pages of the main document side by side."""
    import pypdfium2
    from PIL import Image

    from fashiontracker.progress import finish
    from fashiontracker.reports import shelf
    from fashiontracker.reports.stamp import Options

    made, picture = desk / "paper.pdf", desk / "paper.png"
    finish(shelf.print_document(app.store, app.plan, app.catalogue, "targets", made, Options(as_of=app.plan.end)))
    with pypdfium2.PdfDocument(made) as document:
        pages = [document[number].render(scale=0.75).to_pil() for number in PAPER]
    sheet = Image.new("RGB", (sum(page.width + 12 for page in pages) + 12, pages[0].height + 24), "#c8ccd2")
    left = 12
    for page in pages:
        sheet.paste(page, (left, 12))
        left += page.width + 12
    sheet.save(picture)
    return picture


def shrink(source: Path, target: Path) -> Path:
    """The picture with few colours."""
    from PIL import Image

    with Image.open(source) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    return target


def main(arguments: list[str]) -> None:
    """Take the pictures into a folder, with a user's folder of their own."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryDirectory() as desk:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        os.environ["FASHIONTRACKER_HOME"] = home
        for path in pictures(folder, Path(desk), arguments[1:]):
            print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
