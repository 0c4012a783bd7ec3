"""What the shelf says for the command line, in the words of the form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from fashiontracker.errors import EnvironmentFault, Refused
from fashiontracker.text import N_, _

if TYPE_CHECKING:
    from fashiontracker.reports.shelf import Kind

OPTIONS: Final = {
    "--designation": N_("称号"),
    "--enterprise": N_("企业"),
    "--stage": N_("处于阶段"),
    "--kind": N_("名录"),
    "--where": N_("筛选条件"),
    "--since": N_("与哪一次报送相比"),
}
"""How the form calls what is typed on the command line."""
MOST_TOLD: Final = 6


def about(kind: Kind) -> str:
    """What a document is, without what is only of use on the command line (``；--kind 选表``)."""
    return re.split(r"[；;，,]\s*--", _(kind.about))[0]


def in_window(words: str) -> str:
    """A sentence that names options of the command line, as the form names them."""
    for option, field in OPTIONS.items():
        words = words.replace(option, _("“{field}”").format(field=_(field)))
    return re.sub(r"\s*[（(][^（()）]*--[^（()）]*[）)]", "", words)


def refusal(fault: EnvironmentFault) -> str:
    """Why a document can't be made, with what is wrong where that is told."""
    problems = fault.problems[:MOST_TOLD] if isinstance(fault, Refused) else ()
    return "\n".join([in_window(str(fault)), *(problem.line() for problem in problems)])
