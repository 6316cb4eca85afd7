// fragment after_place(described): stands behind the place in a list by name, by code point (model/text_order), then by key.
CASE
WHEN described.name =~ $after_name.above THEN true
WHEN described.name =~ $after_name.below THEN false
ELSE described.name > $after_name.text OR (described.name = $after_name.text AND described.key > $after_key) END
