"""The config file: where it is, what it says, how it is edited and watched."""
