"""Typed questions to the operator: each modal dismisses with its result."""
