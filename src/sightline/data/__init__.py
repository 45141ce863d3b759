"""What Sightline knows: tables with a source or reason for each row, and no code."""
