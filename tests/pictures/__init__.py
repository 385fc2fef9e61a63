"""Every user's main job in a real browser: walked by the tests, photographed by `make pictures`."""
