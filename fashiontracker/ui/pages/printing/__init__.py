"""报表与报送: every document seen before it is printed, and the ledger of what was handed in."""
