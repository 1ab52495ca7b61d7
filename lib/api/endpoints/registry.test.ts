import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { ENDPOINT_REGISTRY, endpointRegistry } from "@/dev/endpoint-registry";
import { ENDPOINTS } from "@/lib/api/endpoints/registry";

test("the registry has every endpoint that a folder defines: npm run client:generate", () => {
  expect(readFileSync(ENDPOINT_REGISTRY, "utf8")).toBe(endpointRegistry());
});

test("every handler below app/api/v1 is an endpoint of the registry", () => {
  const files = readdirSync("app/api/v1", { recursive: true, encoding: "utf8" });
  const handlers = files
    .filter((file) => file.endsWith("/route.ts"))
    .flatMap((file) => {
      const path = `/api/v1/${file.slice(0, -"/route.ts".length).replaceAll("[", "{").replaceAll("]", "}")}`;
      const methods = readFileSync(`app/api/v1/${file}`, "utf8").matchAll(/^ {2}(GET|POST|PUT|PATCH|DELETE): \w+\(/gm);
      return [...methods].map(([, method]) => `${method} ${path}`);
    });
  expect(handlers.sort()).toEqual(ENDPOINTS.map(({ method, path }) => `${method} ${path}`).sort());
});

test("docs/api.md lists every endpoint", () => {
  // A row can have several methods or paths: "GET, PUT /credits/auto-topup".
  const rows = readFileSync("docs/api.md", "utf8")
    .split("\n")
    .map((line) => line.split(/[\s|,`]+/));
  for (const { method, path } of ENDPOINTS) {
    const address = path.slice("/api/v1".length);
    const listed = rows.some((words) => words.includes(method) && (words.includes(address) || words.includes(path)));
    expect(listed, `${method} ${address}`).toBe(true);
  }
});

test("every endpoint has a unique URL and a route file", () => {
  const addresses = ENDPOINTS.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(addresses).size).toBe(addresses.length);
  for (const { path } of ENDPOINTS) {
    expect(existsSync(`app${path.replaceAll("{", "[").replaceAll("}", "]")}/route.ts`), path).toBe(true);
  }
});

test.each(ENDPOINTS)("$method $path can be written as JSON Schema", ({ query, body, success }) => {
  for (const schema of [query, body]) {
    if (schema) expect(z.toJSONSchema(schema, { io: "input" })).toMatchObject({ type: "object" });
  }
  expect(z.toJSONSchema(success.schema)).toMatchObject({ type: success.mediaType ? "string" : "object" });
});

test("every time that an endpoint takes lies in the years 1970 to 2200", () => {
  const outOfBounds = ["1969-12-31T23:59:59Z", "2201-01-01T00:00:00Z", "9999-12-31T23:59:59-01:00"];
  const times: string[] = [];
  for (const { method, path, query, body, example } of ENDPOINTS) {
    for (const [schema, given] of [[query, example?.query] as const, [body, example?.body] as const]) {
      const json = schema && z.toJSONSchema(schema, { io: "input" });
      for (const field of Object.keys(json?.properties ?? {})) {
        const takes = (value: string) =>
          schema?.safeParse({ ...given, [field]: value }).error?.issues.some((issue) => issue.path[0] === field) !==
          true;
        if (!takes("2027-11-21T08:00:00Z") || takes("any text")) continue;
        times.push(`${method} ${path} ${field}`);
        expect(outOfBounds.filter(takes), times.at(-1)).toEqual([]);
      }
    }
  }
  expect(times).toEqual(
    expect.arrayContaining([
      "GET /api/v1/credits/history from",
      "GET /api/v1/usage to",
      "POST /api/v1/api-keys expiresAt",
      "POST /api/v1/subscription/change prorationDate",
    ]),
  );
});
