"""Reads for staff pages, as frozen values. Nothing here writes; none reads an answer of totals."""
