"""The routes, a module for each group: load, allow, do, answer."""
