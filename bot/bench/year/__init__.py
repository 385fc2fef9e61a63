"""A simulated year of meetings over the real services and store: does a text ever go wrong?"""
