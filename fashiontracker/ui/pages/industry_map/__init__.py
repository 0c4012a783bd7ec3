"""The page 产业地图: the registry by district and sector, beside what the plan wants of each district."""
