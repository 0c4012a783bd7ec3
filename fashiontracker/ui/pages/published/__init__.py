"""The page 公示比对: a published list against the registry, and what it proposes."""
