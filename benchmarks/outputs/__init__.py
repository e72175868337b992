"""Campaigns on open questions: what they cost where people may confirm, and where they answer blindly."""
