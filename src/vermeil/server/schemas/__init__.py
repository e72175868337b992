"""What goes in and out over HTTP: one module for each group of routes."""
