// fragment placed(field, dataset, unit): a field with all around it that says what it denotes.
{
  field_key: field.key, dataset_key: dataset.key, field_name: field.name,
  column_name: field.column_name, description: field.description, data_type: field.data_type,
  dataset_name: dataset.name, unit_name: unit.name
}
