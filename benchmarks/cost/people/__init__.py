"""People who err, measured on real answers: consensus, audits, and what another vote buys."""
