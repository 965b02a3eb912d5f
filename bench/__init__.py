"""Measures the goals of performance: `make bench`, or `python -m bench P1 P4`.

One module a goal; `goals.py` lists them. Nothing here is shipped.
"""
