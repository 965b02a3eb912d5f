"""Segment's Filter Query Language (facts.md, section 4): parsed once, matched without failing."""
