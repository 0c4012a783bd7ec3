"""Charts: thin wrappers of pyqtgraph, which is imported when the first chart is drawn, after the window has painted."""
