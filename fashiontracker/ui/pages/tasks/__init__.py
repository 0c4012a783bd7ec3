"""The page 任务分工: the plan's tasks, who has to do with them, and how far they are."""
