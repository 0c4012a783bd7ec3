"""One module a file format. They run in the worker process only: what they read is not to be trusted."""
