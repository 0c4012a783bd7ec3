"""The page 品牌梯队: the brands by tier, their titles, and their moves."""
