"""The words that matching goes by: object classes, roles, elements, and how people write and mistype them."""
