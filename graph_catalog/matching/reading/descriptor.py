"""How somebody describes a field.

Planned fields and catalog fields are described alike and read by one parser.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A field in the words of whoever describes it.

    `dataset_name` is the entry, form or plan that the field stands in. `subject` says of whom or
    what the data are, where the describer knows better than the dataset's name. `qualifier` and
    `element_code` are given by people who have looked the datum up; they win over what the name
    says. Any part may be empty, `name` included.
    """

    name: str
    dataset_name: str = ""
    unit_name: str = ""
    column_name: str = ""
    description: str = ""
    subject: str = ""
    data_type: str = ""
    qualifier: str = ""
    element_code: str = ""
