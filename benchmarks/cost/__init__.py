"""What labelling a data set costs with Vermeil, and with every other way we know of."""
