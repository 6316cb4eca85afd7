"""What callers send to change the catalog: one `input` a mutation, with `expectedVersion` and `idempotencyKey`.

In a revision a field that is absent stays as it is and null takes it away (`Maybe`, see `nulls`).
"""
