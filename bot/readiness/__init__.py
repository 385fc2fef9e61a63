"""Pure: how one deployment stands, and what is missing before young people may be asked."""
