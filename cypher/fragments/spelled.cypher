// fragment spelled(spelling): the datum that a spelling stands for, in the parts that the matching knows it by.
spelling {.name, .element_code, .object_class, .attribute, .qualifier, .said}
