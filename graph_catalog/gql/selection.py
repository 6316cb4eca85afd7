"""What was selected below a position: graphql-core's own field collection, per run-time type.

`info.selected_fields` knows neither `@skip` nor merged fragments (design §6, rule 1); this does, because it is what
the executor itself uses.
"""

import dataclasses
from typing import Any, cast

from graphql import GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema, get_named_type
from graphql.execution.collect_fields import FieldDetails, FragmentDetails, collect_subfields
from graphql.execution.values import VariableValues, get_argument_values
from strawberry.types.arguments import convert_arguments
from strawberry.types.field import StrawberryField

from graph_catalog.gql.context import Context, Info

Details = list[FieldDetails]


@dataclasses.dataclass(frozen=True)
class Request:
    """The operation under way, as far as collecting fields needs it."""

    info: Info
    raw: GraphQLResolveInfo[Context]
    fragments: dict[str, FragmentDetails]
    variables: VariableValues

    @classmethod
    def of(cls, info: Info) -> "Request":
        """Take it from a resolver's info."""
        raw = info._raw_info  # noqa: SLF001  # strawberry has no public way to the merged field nodes
        fragments = {name: FragmentDetails(node, None) for name, node in raw.fragments.items()}
        # Strawberry hands out the coerced values alone; where they came from matters to custom literals only.
        variables = VariableValues({}, cast("dict[str, Any]", raw.variable_values))
        return cls(info, raw, fragments, variables)

    @property
    def schema(self) -> GraphQLSchema:
        """The schema that is being executed."""
        return self.raw.schema

    @property
    def details(self) -> Details:
        """The field nodes of the root field."""
        return [FieldDetails(node, None) for node in self.raw.field_nodes]

    def fields(self, type_: GraphQLObjectType, details: Details) -> dict[str, Details]:
        """Return the fields selected below `details` on an object of `type_`, by response key."""
        collected = collect_subfields(
            self.schema,
            self.fragments,
            self.variables,
            self.raw.operation,
            type_,
            details,
        )
        return collected.grouped_field_set

    def asks(self, type_: GraphQLObjectType, details: Details, name: str) -> bool:
        """Tell whether the field `name` is selected there."""
        return any(
            group[0].node.name.value == name for group in self.fields(type_, details).values()
        )

    def selects(self, name: str) -> bool:
        """Tell whether the root field's answer, an object, has the field `name` selected."""
        type_ = get_named_type(self.raw.return_type)
        return isinstance(type_, GraphQLObjectType) and self.asks(type_, self.details, name)

    def arguments(self, type_: GraphQLObjectType, details: Details) -> dict[str, Any]:
        """Return the coerced arguments of a field by their Python names."""
        node = details[0].node
        definition = type_.fields[node.name.value]
        given = get_argument_values(definition, node, self.variables)
        converter = self.info.schema.schema_converter
        arguments = strawberry_field(type_, node.name.value).arguments
        return convert_arguments(given, arguments, converter.scalar_registry, converter.config)


def strawberry_field(type_: GraphQLObjectType, name: str) -> StrawberryField:
    """Return the declaration of a field."""
    field: StrawberryField = type_.fields[name].extensions["strawberry-definition"]
    return field
