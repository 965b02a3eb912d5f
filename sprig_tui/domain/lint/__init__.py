"""What a config says that cannot work, found without any traffic; only what is certain."""
