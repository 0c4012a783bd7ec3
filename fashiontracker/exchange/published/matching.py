"""Whom each line of a list means: by code, by name, by a former name; else who is spelt nearly the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from sqlalchemy import select

from fashiontracker.exchange.published.names import bare, city_of, core, head_of, loose, place_of
from fashiontracker.exchange.published.reading import Listed
from fashiontracker.models import tables as t
from fashiontracker.models.alike import forms, one_off, shortened
from fashiontracker.models.bulk import stored
from fashiontracker.models.names import name_key
from fashiontracker.progress import Progress
from fashiontracker.text import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from fashiontracker.models.facts import Subject
    from fashiontracker.plan.types import Plan

How = Literal["code", "name", "former", "near"]

NEAR: Final = 86
"""Least likeness of two cores in percent (twice what is common over both lengths); short ones must be the same."""
OFFERED: Final = 3
"""So many near names are offered for a line."""
_CHUNK: Final = 32_000_000
"""Comparisons at once: a matrix of bytes of this size."""
_LABEL: Final = N_("比对名单")


class Candidate(NamedTuple):
    """Who may be meant. ``likeness`` is 0…1, of whole names without brackets; ``was`` the former name that answered."""

    subject: Subject
    name: str
    uscc: str | None
    how: How
    likeness: float
    was: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A line and who may be meant, the likeliest first.

    ``head``: the line is a branch of this company, of whom the registry may know more (``candidates``). ``elsewhere``:
    the list or the name puts it in another city. ``clash``: a name of ours under another code.
    """

    listed: Listed
    candidates: tuple[Candidate, ...] = ()
    head: str = ""
    elsewhere: str = ""
    clash: bool = False

    @property
    def sure(self) -> Candidate | None:
        """The one meant without doubt."""
        first = self.candidates[0] if len(self.candidates) == 1 else None
        return first if first is not None and first.how != "near" and not (self.head or self.clash) else None


@dataclass(slots=True)
class Registry:
    """Names and codes of one kind of record, as they are compared."""

    kind: str
    names: dict[int, tuple[str, str | None]] = field(default_factory=dict)
    by_code: dict[str, int] = field(default_factory=dict)
    by_key: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    by_former: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))

    def candidate(self, number: int, how: How, likeness: float = 1.0, was: str = "") -> Candidate:
        """A record as a candidate."""
        name, uscc = self.names[number]
        return Candidate((self.kind, number), name, uscc, how, likeness, was)


def registry(session: Session, kind: str) -> Registry:
    """Read one kind: enterprises with codes and former names, brands or carriers with their owners' codes."""
    connection, found = session.connection(), Registry(kind)
    e, former = t.Enterprise, t.FormerName
    if kind == "enterprise":
        query: Any = select(e.id, e.name, e.name_key, e.uscc).where(e.trashed_at.is_(None))
    else:
        record: type[t.Brand | t.Carrier] = t.Brand if kind == "brand" else t.Carrier
        query = select(record.id, record.name, record.name_key, e.uscc)
        query = query.outerjoin(e, e.id == record.owner_id).where(record.trashed_at.is_(None))
    for number, name, key, uscc in stored(connection, query.order_by("id")):
        found.names[number] = (name, uscc)
        found.by_key[key].append(number)
        if uscc and kind == "enterprise":
            found.by_code[uscc] = number
    if kind == "enterprise":
        was = select(former.enterprise_id, former.name, former.name_key).where(former.trashed_at.is_(None))
        for number, name, key in stored(connection, was):
            if number in found.names:
                found.by_former[key].append((number, name))
    return found


def match(session: Session, plan: Plan, listed: Sequence[Listed], kind: str) -> Generator[Progress, None, list[Match]]:
    """Every line with who may be meant; ``kind`` is that of the records that bear the title."""
    yield Progress(0, len(listed), _(_LABEL))
    known = registry(session, kind)
    matches = [_exact(known, plan, one) for one in listed]
    open_ = [place for place, one in enumerate(matches) if not (one.candidates or one.head or one.elsewhere)]
    if open_:
        wanted = {place: _name(matches[place].listed, kind) for place in open_}
        near = yield from _near(known, plan, wanted, len(listed))
        for place, name in wanted.items():
            candidates = tuple(near.get(place, ()))
            far = "" if candidates or kind != "enterprise" else _other_city(plan, place_of(name))
            matches[place] = Match(matches[place].listed, candidates, elsewhere=far)
    yield Progress(len(listed), len(listed), _(_LABEL))
    return matches


def _name(listed: Listed, kind: str) -> str:
    return listed.name if kind == "enterprise" else listed.other or listed.name


def _exact(known: Registry, plan: Plan, listed: Listed) -> Match:
    name = _name(listed, known.kind)
    if listed.uscc and listed.uscc in known.by_code:
        return Match(listed, (known.candidate(known.by_code[listed.uscc], "code"),))
    key = name_key(name)
    found = [known.candidate(number, "name") for number in known.by_key.get(key, ())]
    if not found:
        found = [known.candidate(number, "former", 1.0, was) for number, was in known.by_former.get(key, ())]
    if listed.uscc and known.kind != "enterprise":
        found = [one for one in found if one.uscc in (None, listed.uscc)]
    clash = bool(listed.uscc) and any(one.uscc and one.uscc != listed.uscc for one in found)
    if far := elsewhere(plan, listed.city):
        return Match(listed, tuple(found), elsewhere=far, clash=clash)
    if clash:
        return Match(listed, tuple(found), elsewhere=listed.uscc, clash=True)
    if found:
        return Match(listed, tuple(found))
    if head := head_of(name):
        owners = [known.candidate(number, "name") for number in known.by_key.get(head, ())]
        return Match(listed, tuple(owners), head=head)
    return Match(listed, elsewhere=_other_city(plan, city_of(name)) if known.kind == "enterprise" else "")


def elsewhere(plan: Plan, city: str) -> str:
    """The other city that a cell names; empty where it names ours, one of its districts, or nothing to go by."""
    said = city.strip()
    if not said or any(own in said for own in plan.city_names) or plan.place_named(said).district is not None:
        return ""
    return "" if said in ("广东", "广东省", "省内", "全国") else said


def _other_city(plan: Plan, city: str) -> str:
    return "" if any(city in own for own in plan.city_names) else city


# ---- near ------------------------------------------------------------------------------------------------------


def _near(
    known: Registry, plan: Plan, wanted: Mapping[int, str], total: int
) -> Generator[Progress, None, dict[int, list[Candidate]]]:
    """Registered names nearly spelt like the wanted ones, by the place of the wanted name."""
    spelt = [(number, name, "") for number, (name, _code) in known.names.items()]
    spelt += [(number, was, was) for old in known.by_former.values() for number, was in old]
    found: dict[int, dict[int, tuple[float, str]]] = {place: {} for place in wanted}
    _one_character_off(wanted, spelt, found)
    yield Progress(total // 2, total, _(_LABEL))
    rest = {place: name for place, name in wanted.items() if not found[place]}
    yield from _cores_alike(rest, spelt, found, total)
    return {place: _offered(known, wanted[place], plan, near) for place, near in found.items()}


def _one_character_off(
    wanted: Mapping[int, str],
    spelt: Iterable[tuple[int, str, str]],
    found: Mapping[int, dict[int, tuple[float, str]]],
) -> None:
    """Names that differ in one character, or in nothing but brackets and the form: two such names share a spelling
    with one character left out. The slip may be in 有限责任公司 itself, so that both spellings of it are tried.
    """
    sharing: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for place, name in wanted.items():
        for key in _spellings(name):
            for form in set(forms(key)):
                sharing[form].append((place, key))
    for number, name, was in spelt:
        for key in _spellings(name):
            for form in sharing.keys() & set(forms(key)):
                for place, theirs in sharing[form]:
                    if number not in found[place] and (key == theirs or one_off(theirs, key)):
                        found[place][number] = (_likeness(wanted[place], name), was)


def _spellings(name: str) -> set[str]:
    key = bare(name)
    return {key, shortened(key)}


def _likeness(left: str, right: str) -> float:
    """Of the names as written and with one form of 有限公司, the mean: 1 only where nothing but brackets differs."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(bare(left), bare(right)) + fuzz.ratio(loose(left), loose(right))) / 200


def _cores_alike(
    wanted: Mapping[int, str],
    spelt: Sequence[tuple[int, str, str]],
    found: Mapping[int, dict[int, tuple[float, str]]],
    total: int,
) -> Generator[Progress, None, None]:
    """Names whose cores are the same, or alike; only lengths that can reach `NEAR` are compared."""
    import numpy
    from rapidfuzz import fuzz, process

    ours = sorted(((core(loose(name)), number, name, was) for number, name, was in spelt), key=lambda one: len(one[0]))
    cores = [one[0] for one in ours]
    lengths = numpy.array([len(one) for one in cores])
    theirs = {place: core(loose(name)) for place, name in wanted.items()}
    by_length: dict[int, list[int]] = defaultdict(list)
    for place, own in theirs.items():
        by_length[len(own)].append(place)
    done = 0
    for length, places in by_length.items():
        first = int(numpy.searchsorted(lengths, length * NEAR / (200 - NEAR), "left"))
        last = int(numpy.searchsorted(lengths, length * (200 - NEAR) / NEAR, "right"))
        step = max(1, _CHUNK // max(1, last - first))
        for start in range(0, len(places), step):
            part = places[start : start + step]
            alike = process.cdist(
                [theirs[place] for place in part],
                cores[first:last],
                scorer=fuzz.ratio,
                score_cutoff=NEAR,
                dtype=numpy.uint8,
                workers=-1,
            )
            for row, column in zip(*numpy.nonzero(alike), strict=True):
                _core, number, name, was = ours[first + int(column)]
                place = part[int(row)]
                likeness = _likeness(wanted[place], name)
                if found[place].get(number, (0.0, ""))[0] < likeness:
                    found[place][number] = (likeness, was)
            done += len(part)
            yield Progress(total // 2 + done * (total // 2) // max(1, len(theirs)), total, _(_LABEL))


def _offered(known: Registry, name: str, plan: Plan, near: Mapping[int, tuple[float, str]]) -> list[Candidate]:
    """The likeliest, without those of another city and branches of whom the list names the company itself."""
    city = city_of(name)
    fitting = []
    for number, (likeness, was) in near.items():
        spelling = was or known.names[number][0]
        theirs = city_of(spelling) or plan.city_names[0]
        if (not city or city in theirs or theirs in city) and not head_of(spelling):
            fitting.append(known.candidate(number, "near", likeness, was))
    return sorted(fitting, key=lambda one: (-one.likeness, one.subject))[:OFFERED]
