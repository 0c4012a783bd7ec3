"""变更记录: who changed what, when and from where; any step taken back, any value restored."""
