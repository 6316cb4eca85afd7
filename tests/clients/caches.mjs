// Runs three caches with default settings: each is given all answers, then asked for every one of them again.
// Standard input: {"schema": SDL, "operations": [{"query", "data"}]}; standard output: {cache: [what was read back]}.
import { readFileSync } from "node:fs";
import { InMemoryCache } from "@apollo/client/cache";
import { Client } from "@urql/core";
import { cacheExchange } from "@urql/exchange-graphcache";
import { buildSchema, parse } from "graphql";
import relay from "relay-runtime";
import { filter, map, pipe } from "wonka";
import { artifact } from "./relay_artifact.mjs";

const { schema: sdl, operations } = JSON.parse(readFileSync(0, "utf8"));
const schema = buildSchema(sdl);

function apollo() {
  const cache = new InMemoryCache();
  const documents = operations.map(({ query }) => parse(query));
  operations.forEach(({ data }, place) => cache.writeQuery({ query: documents[place], data }));
  return documents.map((query) => cache.readQuery({ query }));
}

async function graphcache() {
  const named = ({ definitions: [{ name }] }) => name.value;
  const data = new Map(operations.map((operation) => [named(parse(operation.query)), operation.data]));
  // Answers as the server gave them, in place of the network.
  const recorded = () => (source) =>
    pipe(
      source,
      filter((operation) => operation.kind === "query"),
      map((operation) => ({
        operation,
        data: data.get(named(operation.query)),
        hasNext: false,
        stale: false,
      })),
    );
  const client = new Client({ url: "http://recorded", preferGetMethod: false, exchanges: [cacheExchange({}), recorded] });
  for (const { query } of operations) {
    const told = await client.query(query, {}, { requestPolicy: "network-only" }).toPromise();
    if (told.error || !told.data) throw new Error(`graphcache took no answer: ${told.error}`);
  }
  const again = [];
  for (const { query } of operations) {
    again.push((await client.query(query, {}, { requestPolicy: "cache-only" }).toPromise()).data ?? null);
  }
  return again;
}

function relayStore() {
  const environment = new relay.Environment({
    network: relay.Network.create(() => { throw new Error("nothing is fetched"); }),
    store: new relay.Store(new relay.RecordSource()),
  });
  const descriptors = operations.map(({ query }) =>
    relay.createOperationDescriptor(artifact(schema, parse(query)), {}));
  descriptors.forEach((descriptor, place) => {
    environment.retain(descriptor);
    environment.commitPayload(descriptor, operations[place].data);
  });
  return descriptors.map((descriptor) => environment.lookup(descriptor.fragment).data);
}

const read = { apollo: apollo(), graphcache: await graphcache(), relay: relayStore() };
process.stdout.write(JSON.stringify(read));
