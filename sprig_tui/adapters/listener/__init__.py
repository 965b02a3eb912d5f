"""The HTTP listener: Segment's Tracking API, its webhooks, and what analytics.js fetches first."""
