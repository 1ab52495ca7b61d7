import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { ENDPOINTS } from "@/lib/api/registry";

test("every endpoint has an address of its own and a file that serves it", () => {
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
  expect(z.toJSONSchema(success.schema)).toMatchObject({ type: "object" });
});
