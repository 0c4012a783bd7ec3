"""总览: every row of the plan at one glance, and what needs attention today."""
