"""The embedded engine: a sentence encoder and trained weights, in process. The default.

Train it with `python -m nlu.embedded.train` whenever `nlu/data/nlu.yml` changes.
"""
