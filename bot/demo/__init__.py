"""The demo: a whole Sayso on this machine with sample young people. Nobody in it is real."""
