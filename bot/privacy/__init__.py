"""What keeps young people's names, numbers and words apart from everyone who need not see them."""
