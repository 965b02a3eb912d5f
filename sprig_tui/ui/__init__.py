"""The Textual terminal: screens over the ports; no sockets, no files, no SQL."""
