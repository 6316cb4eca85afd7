// Lineage by @neo4j/graphql over the catalog's own labels and edges, served by Apollo on loopback.
// Two hand-written statements a direction and depth (Cypher takes no parameter as the bound of a walk), and plain relations.
// Run in the folder that holds node_modules: node server.mjs PORT, with STORE_URI, STORE_USER and STORE_PASSWORD set.
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { Neo4jGraphQL } from "@neo4j/graphql";
import neo4j from "neo4j-driver";

const OPEN_REVISION = "9223372036854775807";
const holds = (edge) =>
  `${edge}.valid_from <= datetime($asOf) < ${edge}.valid_to AND ${edge}.rev_to = ${OPEN_REVISION}`;
const arrow = (upstream, inner) => (upstream ? `-[${inner}]->` : `<-[${inner}]-`);
// DERIVED_FROM goes from what was made to what was before.
const ends = (upstream, near, far) =>
  upstream ? `{source: ${far}.key, target: ${near}.key}` : `{source: ${near}.key, target: ${far}.key}`;

// The best that we could write: min(length(path)) alone is asked of the paths, which the planner turns into a pruning
// breadth-first search; the edges are those among what was reached.
const pruned = (upstream, depth) => `
  MATCH path = (start:Entity {key: $key})${arrow(upstream, `:DERIVED_FROM*0..${depth}`)}(reached)
  WHERE all(made IN relationships(path) WHERE ${holds("made")})
  WITH reached, min(length(path)) AS hops
  WITH collect(reached) AS fields, collect({key: reached.key, name: reached.name, hops: hops}) AS nodes
  RETURN {nodes: nodes, edges: COLLECT {
    UNWIND fields AS near
    MATCH (near)${arrow(upstream, "made:DERIVED_FROM")}(far)
    WHERE far IN fields AND ${holds("made")}
    RETURN DISTINCT ${ends(upstream, "near", "far")}
  }} AS lineage`;

// What one writes first: nodes and edges, each distinct, off all the paths.
const byPaths = (upstream, depth) => `
  MATCH path = (start:Entity {key: $key})${arrow(upstream, `:DERIVED_FROM*0..${depth}`)}(reached)
  WHERE all(made IN relationships(path) WHERE ${holds("made")})
  WITH reached, min(length(path)) AS hops, collect(path) AS paths
  WITH collect({key: reached.key, name: reached.name, hops: hops}) AS nodes, collect(paths) AS all
  RETURN {nodes: nodes, edges: COLLECT {
    UNWIND all AS paths UNWIND paths AS path UNWIND relationships(path) AS made
    RETURN DISTINCT {source: endNode(made).key, target: startNode(made).key}
  }} AS lineage`;

const fields = [];
for (const depth of [5, 10, 30])
  for (const upstream of [true, false])
    for (const [suffix, statement] of [["", pruned], ["Paths", byPaths]])
      fields.push(`${upstream ? "upstream" : "downstream"}${suffix}${depth}(key: String!, asOf: DateTime!): FieldLineage
        @cypher(statement: """${statement(upstream, depth)}""", columnName: "lineage")`);

const typeDefs = `
  type Field @node(labels: ["Field", "Entity"]) {
    key: String!
    name: String
    upstream: [Field!]! @relationship(type: "DERIVED_FROM", direction: OUT, properties: "Derivation")
    downstream: [Field!]! @relationship(type: "DERIVED_FROM", direction: IN, properties: "Derivation")
  }
  type Derivation @relationshipProperties {
    valid_from: DateTime!
    valid_to: DateTime!
  }
  type ReachedField { key: String! name: String hops: Int! }
  type FieldDerivation { source: String! target: String! }
  type FieldLineage { nodes: [ReachedField!]! edges: [FieldDerivation!]! }
  type Query {
    ${fields.join("\n    ")}
  }`;

const { STORE_URI, STORE_USER, STORE_PASSWORD } = process.env;
const driver = neo4j.driver(STORE_URI, neo4j.auth.basic(STORE_USER, STORE_PASSWORD));
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
await startStandaloneServer(new ApolloServer({ schema }), {
  listen: { host: "127.0.0.1", port: Number(process.argv[2]) },
  context: async () => ({ sessionConfig: { database: "neo4j" } }),
});
