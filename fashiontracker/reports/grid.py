"""The measures of GB/T 9704-2012: A4, 28 characters by 22 lines of 3号 type on a text area of 156 by 225 mm."""

from __future__ import annotations

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
TOP, BOTTOM, LEFT, RIGHT = 37 * MM, 35 * MM, 28 * MM, 26 * MM
TEXT_WIDTH, TEXT_HEIGHT = 156 * MM, 225 * MM

CHARS_PER_LINE, LINES_PER_PAGE = 28, 22
PITCH = TEXT_WIDTH / CHARS_PER_LINE
LEADING = TEXT_HEIGHT / LINES_PER_PAGE

# Sizes of type in points by their Chinese names.
TITLE_SIZE = 22.0  # 二号
BODY_SIZE = 16.0  # 三号
NUMBER_SIZE = 14.0  # 四号
SMALL_SIZE = 10.5  # 五号
TABLE_SIZE = 9.0  # 小五
FINE_SIZE = 7.5  # 六号
