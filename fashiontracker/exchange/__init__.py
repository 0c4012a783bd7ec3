"""What goes in and out: spreadsheets to rows, verdicts and journal entries, and back."""
