"""How well the fields of documents are suggested, and how many of them people need not touch."""
