"""`python -m bot` is `pm-coach`."""

from bot.cli import main

if __name__ == "__main__":
    main()
