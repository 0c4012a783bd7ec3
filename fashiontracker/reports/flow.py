"""Fills pages with blocks: what belongs together stays together, page by page, without looking far ahead."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from fashiontracker.reports.block import TOO_HIGH, Block


@dataclass(slots=True)
class Filled:
    """One page: blocks with the distance of their upper edges from the top of the text area, in points."""

    blocks: list[tuple[Block, float]] = field(default_factory=list)
    used: float = 0.0
    gap: float = 0.0  # blank wanted by the last block after itself

    def gap_before(self, block: Block) -> float:
        """The blank between what stands there and a block: none at the head of a page."""
        return self.gap + block.before if self.blocks else 0.0

    def add(self, block: Block, height: float, gap: float) -> None:
        """Put a block under the last one."""
        self.blocks.append((block, self.used + gap))
        self.used += gap + height
        self.gap = block.after


class Flow:
    """Pages of one size made from one run of blocks."""

    def __init__(self, blocks: Iterable[Block], width: float, height: float, first_page: int = 1) -> None:
        self._source = iter(blocks)
        self._queue: deque[Block] = deque()
        self._width, self._height = width, height
        self._page_number = first_page

    def pages(self) -> Iterator[Filled]:
        """The pages, each as soon as it is full; at least one."""
        page = Filled()
        while chain := self._chain():
            if chain[0].pinned:
                while not self._pin(chain[0], page):
                    yield page
                    self._page_number += 1
                    page = Filled()
                self._queue.extendleft(reversed(chain[1:]))
            elif not self._place(chain, page):
                yield page
                self._page_number += 1
                page = Filled()
        yield page

    def _chain(self) -> list[Block]:
        """The next blocks that must not be torn apart: headings with their text, a signature with lines before it."""
        chain: list[Block] = []
        while block := self._next():
            if chain and not (chain[-1].keeps_next or block.clings):
                self._queue.appendleft(block)
                break
            block.prepare(self._width)
            chain.append(block)
        return chain

    def _next(self) -> Block | None:
        return self._queue.popleft() if self._queue else next(self._source, None)

    def _place(self, chain: list[Block], page: Filled) -> bool:
        """Put the chain on the page; where that fails, as much as may stand there, and the rest waits."""
        offsets: list[tuple[float, float]] = []  # (gap, height) of the blocks that fit
        trial = Filled(list(page.blocks), page.used, page.gap)
        for block in chain:
            gap = trial.gap_before(block)
            height = block.height(self._height - trial.used - gap)
            if height == TOO_HIGH:
                break
            trial.add(block, height, gap)
            offsets.append((gap, height))
        if len(offsets) == len(chain):
            page.blocks, page.used, page.gap = trial.blocks, trial.used, trial.gap
            return True
        if not self._break(chain, offsets, page):
            self._queue.extendleft(reversed(chain))
        return False

    def _break(self, chain: list[Block], offsets: list[tuple[float, float]], page: Filled) -> bool:
        """Split the chain inside its last block that can be split; on an empty page, anywhere."""
        for at in range(len(offsets), -1, -1):
            before = page.used + sum(gap + height for gap, height in offsets[:at])
            gap = (chain[at - 1].after if at else page.gap) + chain[at].before if at or page.blocks else 0.0
            parts = chain[at].split(self._height - before - gap)
            if parts:
                self._fill(chain, offsets[:at], page)
                page.add(parts[0], 0.0, gap)
                self._queue.extendleft(reversed([parts[1], *chain[at + 1 :]]))
                return True
        if page.blocks:
            return False
        self._fill(chain, offsets, page)
        rest = chain[len(offsets) :]
        if not offsets:
            head, tail = rest[0].force(self._height)
            page.add(head, 0.0, 0.0)
            rest = [tail, *rest[1:]]
        self._queue.extendleft(reversed(rest))
        return True

    @staticmethod
    def _fill(chain: list[Block], offsets: list[tuple[float, float]], page: Filled) -> None:
        for block, (gap, height) in zip(chain, offsets, strict=False):
            page.add(block, height, gap)

    def _pin(self, block: Block, page: Filled) -> bool:
        """Put a block at the foot of this page, if it has the room and, where that is asked, an even number.

        An odd page that holds nothing else yet stays blank then: the block stands on the back of its sheet.
        """
        height = block.height(self._height)
        room = self._height - page.used - page.gap_before(block)
        odd = block.on_even_page and self._page_number % 2
        if odd or (page.blocks and height > room):
            return False
        page.add(block, height, self._height - height - page.used)
        return True
