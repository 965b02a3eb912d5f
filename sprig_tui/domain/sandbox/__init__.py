"""A stand-in for Sprig and Gleap, without its server: state, answers, scripted faults."""
