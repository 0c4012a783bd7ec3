"""目标: one row of the plan, from its sentence to the last record that stands behind its number."""
