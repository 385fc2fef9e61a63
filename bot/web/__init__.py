"""The young person's own pages, what is public, and whether we are well."""
