"""Mappings as other programs hold them: CSV, Segment tracking plans, TOML."""
