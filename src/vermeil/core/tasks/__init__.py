"""Types of questions: what an answer is, how wrong one is against another, one answer out of several."""
