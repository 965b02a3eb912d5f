"""The stand-in for Sprig and Gleap, without sockets."""
