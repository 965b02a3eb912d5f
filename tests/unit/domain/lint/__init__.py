"""Tests of what a config says that cannot work."""
