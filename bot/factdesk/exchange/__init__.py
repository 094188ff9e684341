"""Facts from and for other programs: spreadsheets, QnA Maker, schema.org."""
