"""Network: what ties an entity to the scheme, and the paths by which others are exposed to it."""

from sightline.network.graph import MAX_HOPS, Network
from sightline.network.model import TIERS, Standing, Step, Tie, stronger
from sightline.network.rules import Rules

__all__ = [
    "MAX_HOPS",
    "TIERS",
    "Network",
    "Rules",
    "Standing",
    "Step",
    "Tie",
    "stronger",
]
