"""What is recorded: tables, the store, and the journal through which every write goes."""
