"""One package for each outside thing: config file, store, listener, control socket, themes."""
