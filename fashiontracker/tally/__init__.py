"""What the records add up to: counts, near misses, status, forecast, history, what wants attention.

`board` is the front door; `terms` and `pools` are the law (口径), rule by rule.
"""
