"""`python -m sightline`, for where no script is on the path."""

from sightline.cli.main import main

if __name__ == "__main__":
    main()
