"""Long fault tests on real processes: `make reliability` (docs/reliability.md)."""
