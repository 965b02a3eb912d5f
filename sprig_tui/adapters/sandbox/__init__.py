"""The HTTP server of the stand-in for Sprig and Gleap."""
