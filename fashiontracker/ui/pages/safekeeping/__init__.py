"""备份与安全: whether everything is safe, at a glance; back up, check, go back."""
