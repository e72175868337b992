"""`python -m vermeil.jobs NAME`: one worker process of a server; it ends when its standard input does."""

import sys

from vermeil.jobs import be_modest

be_modest()  # before anything imports numpy

from vermeil.jobs.worker import main  # noqa: E402 - see above
from vermeil.settings import Settings  # noqa: E402

main(Settings(), sys.argv[1], tied=True)
