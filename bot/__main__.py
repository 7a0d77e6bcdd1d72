"""`python -m bot` is `pm-coach`."""

from bot.cli.main import main

if __name__ == "__main__":
    main()
