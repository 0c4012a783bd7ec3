"""Subjects against designations: which rulesets judge on a day, which variant suits best, who can hold what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fashiontracker.models.dossiers import Dossier
from fashiontracker.plan.designations import Catalogue, Designation, Purpose, Ruleset
from fashiontracker.plan.types import Plan
from fashiontracker.plan.words import name_key
from fashiontracker.tally.criteria import Gate, Outcome, gates, judge
from fashiontracker.tally.metrics import Values, inputs, stored_under
from fashiontracker.tally.terms import standing


@dataclass(frozen=True, slots=True)
class Needs:
    """What has to be read to judge some designations: indicators of figures, designations of stage events."""

    indicators: frozenset[str]
    designations: frozenset[str]


class Examiner:
    """Designations as they are judged on one day, prepared once for any number of subjects."""

    def __init__(
        self,
        plan: Plan,
        catalogue: Catalogue,
        designations: Iterable[Designation],
        as_of: date,
        purpose: Purpose = "new",
        whatever_the_day: bool = False,
    ) -> None:
        """``whatever_the_day``: every ruleset there ever was, not only those in force."""
        self.plan = plan
        self.catalogue = catalogue
        self.as_of = as_of
        self.purpose = purpose
        self.designations = tuple(designations)
        titles = {metric.key: metric.titles for metric in catalogue.metrics if metric.titles}
        self._sets: dict[str, list[tuple[Ruleset | None, list[Gate]]]] = {}
        for one in self.designations:
            rulesets = one.rulesets if whatever_the_day else one.rulesets_on(as_of, purpose)
            found: list[Ruleset | None] = [*rulesets] or [None]
            self._sets[one.key] = [(ruleset, gates(one, ruleset, purpose, titles)) for ruleset in found]
        self._carriers = {one.key: carrier_kinds(plan, one) for one in self.designations}

    def needs(self) -> Needs:
        """What must be read of the figures and the titles."""
        metrics: set[str] = set()
        titles: set[str] = set()
        for one in self.designations:
            titles.add(one.key)
            metrics.update(item.metric for item in one.score_items)
            for ruleset, asked in self._sets[one.key]:
                titles.update(name for gate in asked if gate.what != "sectors" for name in gate.names)
                for criterion in ruleset.criteria if ruleset else ():
                    metrics.add(criterion.metric)
                    metrics.update([criterion.when.metric] if criterion.when else [])
        found = [self.catalogue.metrics.by_key[key] for key in inputs(self.catalogue, metrics)]
        titles.update(name for metric in found for name in metric.titles)
        return Needs(frozenset(name for metric in found for name in stored_under(metric)), frozenset(titles))

    def values(self, dossier: Dossier) -> Values:
        """The subject's metrics on this day."""
        return Values(self.plan, self.catalogue, dossier, self.as_of)

    def published(self, designation: Designation) -> bool:
        """Whether criteria are in force on this day and candidates of this city are taken."""
        return designation.open_to_city and any(
            ruleset is not None and ruleset.criteria for ruleset, _gates in self._sets[designation.key]
        )

    def fits(self, designation: Designation, values: Values) -> bool:
        """Whether a record of this kind can hold the title, or has events of it."""
        dossier = values.dossier
        if dossier.kind not in designation.holders:
            return False
        kinds = self._carriers[designation.key]
        if dossier.kind != "carrier" or kinds is None or dossier.carrier_kind in kinds:
            return True
        return designation.key in dossier.candidacies

    def applies(self, designation: Designation, values: Values) -> bool:
        """Whether the subject is on its way to the title: at a live stage, not holding it."""
        chain = values.dossier.candidacies.get(designation.key)
        now = standing(chain, self.as_of) if chain else None
        stage = self.plan.stages.get(now.stage) if now else None
        return now is not None and not now.held and stage is not None and stage.live

    def outcomes(self, designation: Designation, values: Values) -> list[Outcome]:
        """The subject under every ruleset, as the catalogue lists them."""
        return [
            judge(designation, ruleset, values, self.purpose, asked) for ruleset, asked in self._sets[designation.key]
        ]

    def best(self, designation: Designation, values: Values) -> Outcome:
        """Under the ruleset in force; of variants under the one that suits the subject best."""
        return min(self.outcomes(designation, values), key=lambda outcome: outcome.order)


def carrier_kinds(plan: Plan, designation: Designation) -> frozenset[str] | None:
    """The kinds of carriers that a title's name speaks of (国家级工业设计中心); None where it speaks of none."""
    names = [name_key(name) for name in designation.names]
    found = frozenset(
        kind.key for kind in plan.carrier_kinds if any(name_key(one) in name for one in kind.names for name in names)
    )
    return found or None
