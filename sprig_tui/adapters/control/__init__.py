"""The Unix socket over which a terminal talks to the engine: one JSON object a line."""
