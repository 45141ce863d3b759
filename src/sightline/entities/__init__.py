"""Entities: datasets of organisations, places and goods, each value with the row it comes from."""

from sightline.entities.loading import (
    BUNDLED,
    load_dataset,
    load_datasets,
    names,
    read_folder,
)
from sightline.entities.model import (
    Dataset,
    Entity,
    Goods,
    Link,
    Listing,
    Record,
    Statement,
)

__all__ = [
    "BUNDLED",
    "Dataset",
    "Entity",
    "Goods",
    "Link",
    "Listing",
    "Record",
    "Statement",
    "load_dataset",
    "load_datasets",
    "names",
    "read_folder",
]
