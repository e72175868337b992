"""What several answers to one question amount to: consensus, skill, agreement, another vote, bounds."""
