// What relay-compiler makes of an operation without variables and interfaces' fragments: the tree that Relay's
// normalizer and reader walk. The compiler itself is a binary for every platform, too heavy for one test.
import { getNamedType, isAbstractType, isListType, isNonNullType, valueFromASTUntyped } from "graphql";

export function artifact(schema, document) {
  const [operation] = document.definitions;
  const selections = selected(schema, schema.getQueryType(), operation.selectionSet);
  const name = operation.name.value;
  return {
    kind: "Request",
    fragment: { kind: "Fragment", name, type: "Query", abstractKey: null, argumentDefinitions: [], metadata: null, selections },
    operation: { kind: "Operation", name, argumentDefinitions: [], selections },
    params: { cacheID: name, id: null, metadata: {}, name, operationKind: "query", text: "" },
  };
}

function selected(schema, type, { selections }) {
  return selections.map((one) => {
    if (one.kind === "InlineFragment") {
      const on = schema.getType(one.typeCondition.name.value);
      if (isAbstractType(on)) throw new Error(`${on.name}: only fragments on object types are understood here`);
      return { kind: "InlineFragment", type: on.name, abstractKey: null, selections: selected(schema, on, one.selectionSet) };
    }
    return field(schema, type, one);
  });
}

function field(schema, type, { name: { value: name }, alias, arguments: given, selectionSet }) {
  const common = { alias: alias?.value ?? null, name, storageKey: null, args: literals(given) };
  if (!selectionSet) return { kind: "ScalarField", ...common };
  const declared = type.getFields()[name].type;
  const inner = getNamedType(declared);
  return {
    kind: "LinkedField",
    ...common,
    concreteType: isAbstractType(inner) ? null : inner.name,
    plural: isList(declared),
    selections: selected(schema, inner, selectionSet),
  };
}

function literals(given) {
  if (given.length === 0) return null;
  return given
    .map(({ name, value }) => ({ kind: "Literal", name: name.value, value: valueFromASTUntyped(value) }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function isList(type) {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
