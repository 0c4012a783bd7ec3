"""The page 展会评级: the exhibitions rated by the plan's factors, and what the ratings stand on."""
