"""Use cases over the domain and the ports; they know no adapter and no screen."""
