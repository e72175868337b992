"""One module a task type: which values are valid for its schema."""
