"""`sayso bench attack`: what an outsider could work out from everything published."""
