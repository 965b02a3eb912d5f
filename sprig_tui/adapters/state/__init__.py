"""What the terminal remembers: small TOML files beside the store."""
