// @module-tag full
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { ENDPOINTS } from "@/lib/api/endpoints/registry";
import type { Definition } from "@/lib/api/http/definition";
import type { Resource } from "@/lib/api/http/resource";
import type { RouteHandler } from "@/lib/api/http/route";
import { type Answer, type CallOptions, call } from "@/lib/api/testing/call";
import { hostileText, hostileValue } from "@/lib/api/testing/hostile-values";
import { closeAppDatabase, newPerson, newWelcomedPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { now } from "@/lib/clock";
import { catalogue } from "@/prisma/catalogue/default";

const db = await testDatabase();
closeAppDatabase();
const local = await testStripe();

/** A bearer token or key, and the account that a service key names. */
type Caller = { token: string; account?: string };

const callers: Caller[] = [];

beforeAll(async () => {
  Object.assign(process.env, {
    API_RATE_LIMIT_PER_MINUTE: "1000000",
    PURCHASE_LIMIT_PER_HOUR: "1000000",
    PROMO_CODE_TRIES_PER_HOUR: "1000000",
  });
  await applyCatalogue({ database: db, stripe: local.stripe }, catalogue, await now());
  const person = await newWelcomedPerson(db);
  const admin = await newPerson(db, 1000, "ADMIN");
  const owner = { userId: admin.id, role: "ADMIN" as const };
  const service = await createApiKey(db.prisma, { owner, name: "backend", service: true }, await now());
  if (!service.ok) throw new Error(service.reason);
  callers.push({ token: person.token }, { token: admin.token }, { token: service.key, account: person.id });
});

/** The places of a request that hostile values are put into. */
type Place = { in: "query" | "path" | "body"; name: string };

const RUNS_PER_PLACE = 6;

test.each(ENDPOINTS.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))(
  "%s answers anything with a success or a refusal that says what is wrong",
  async (_name, endpoint) => {
    const file = join(process.cwd(), "app", endpoint.path.replaceAll("{", "[").replaceAll("}", "]"), "route.ts");
    const resource: Resource = await import(file);
    const places = placesOf(endpoint);
    // A password takes a while to check.
    const numRuns = endpoint.path === "/api/v1/auth/token" ? 10 : RUNS_PER_PLACE * places.length;
    await fc.assert(
      fc.asyncProperty(fc.nat(callers.length - 1), requestTo(endpoint, places), async (caller, request) => {
        const { status, headers, json } = await send(resource, endpoint, callers[caller], request);
        expect(status, JSON.stringify(json)).toBeLessThan(500);
        if (status < 400) return;
        expect(headers.get("content-type")).toBe("application/problem+json");
        expect(json).toMatchObject({ code: expect.any(String), requestId: expect.any(String) });
      }),
      { numRuns },
    );
  },
);

function placesOf({ path, query, body }: Definition): Place[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
  return [
    ...inPath.map((name): Place => ({ in: "path", name })),
    ...[...propertiesOf(query), "account", "unheardOf"].map((name): Place => ({ in: "query", name })),
    ...(body ? [...propertiesOf(body), "account", "__proto__"] : []).map((name): Place => ({ in: "body", name })),
  ];
}

function propertiesOf(schema: z.ZodType | undefined): string[] {
  const json = schema && z.toJSONSchema(schema, { io: "input" });
  return Object.keys(json?.properties ?? {});
}

/** The endpoint's example with one or two values replaced, or an arbitrary body. */
function requestTo({ body }: Definition, places: Place[]) {
  const change = fc
    .constantFrom(...places)
    .chain((place) => fc.tuple(fc.constant(place), place.in === "body" ? hostileValue : hostileText));
  return fc.record({
    changes: fc.array(change, { minLength: 1, maxLength: 2 }),
    key: fc.option(fc.constantFrom("", " ", "key", "é", "__proto__", "x".repeat(300)), { nil: undefined, freq: 2 }),
    instead: body ? fc.option(hostileValue, { nil: undefined, freq: 15 }) : fc.constant(undefined),
  });
}

type Sent = { changes: [Place, unknown][]; key?: string; instead: unknown };

function send(resource: Resource, endpoint: Definition, caller: Caller | undefined, { changes, key, instead }: Sent) {
  const { example } = endpoint;
  const put = (place: Place["in"]) =>
    changes.flatMap(([{ in: where, name }, value]) => (where === place ? [[name, value]] : []));
  // Pairs, so that a parameter can be repeated.
  const query = new URLSearchParams([
    ...(caller?.account ? [["account", caller.account]] : []),
    ...put("query"),
  ] as string[][]);
  return callOnce(resource, endpoint, {
    url: `/?${query}`,
    token: caller?.token,
    params: { ...example?.params, ...Object.fromEntries(put("path")) },
    // Object.fromEntries makes "__proto__" a field like any other, as JSON.parse does.
    body: endpoint.body && (instead ?? Object.fromEntries([...Object.entries(example?.body ?? {}), ...put("body")])),
    headers: key === undefined ? {} : { "idempotency-key": key },
  });
}

/** A stream does not end: its start is enough. */
async function callOnce(resource: Resource, { method, success }: Definition, options: CallOptions): Promise<Answer> {
  const handler = resource[method];
  if (!success.event) return call(handler, method, options);
  const begun: RouteHandler = async (request, context) => {
    const response = await handler(request, context);
    if (!response.ok) return response;
    await response.body?.cancel();
    return Response.json({});
  };
  return call(begun, method, options);
}
