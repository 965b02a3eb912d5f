"""`python -m sprig_tui` is `sprig-tui`; the terminal starts its engine process this way."""

from sprig_tui.cli.main import main

if __name__ == "__main__":
    main()
