"""`python -m sprig_tui` is `sprig-tui`; the terminal starts its engine process this way."""

from sprig_tui.cli.main import run

if __name__ == "__main__":
    run()
