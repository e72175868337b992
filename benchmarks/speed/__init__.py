"""Speed of the running product: `python -m benchmarks.speed --help`."""
