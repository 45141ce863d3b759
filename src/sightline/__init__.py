"""Sightline: from a published document to a product on a shelf, every step with its evidence."""

__version__ = "0.1.0"
