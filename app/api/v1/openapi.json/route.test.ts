import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { ENDPOINTS } from "@/lib/api/endpoints/registry";
import { PROBLEMS } from "@/lib/api/http/problems";
import type { Resource } from "@/lib/api/http/resource";
import type { OpenApiDocument } from "@/lib/api/openapi/types";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase } from "@/lib/api/testing/people";
import { GET } from "./route";

const FOLDER = "app/api/v1";
await testDatabase();
closeAppDatabase();
const document = (await call(GET, "GET")).json as unknown as OpenApiDocument;

type Operation = {
  operationId: string;
  parameters: { name: string; in: string }[];
  responses: Record<string, object>;
  security: object[];
};
const operations = () => Object.values(document.paths).flatMap((path) => Object.values(path) as Operation[]);

/** The path of each route file and the methods in its Allow header. */
async function routes(): Promise<string[]> {
  const files = (await readdir(FOLDER, { recursive: true })).filter((file) => file.endsWith("route.ts"));
  const found: string[] = [];
  for (const file of files) {
    const { OPTIONS }: Resource = await import(join(process.cwd(), FOLDER, file));
    const allow = (await call(OPTIONS, "OPTIONS")).headers.get("allow");
    // The catch-all that answers 404.
    if (allow === null) continue;
    const path = join("/api/v1", file, "..").replaceAll("[", "{").replaceAll("]", "}");
    const methods = allow.split(", ").filter((method) => method !== "HEAD" && method !== "OPTIONS");
    found.push(...methods.map((method) => `${method} ${path}`));
  }
  return found.sort();
}

describe("the document", () => {
  test("has exactly the paths and methods of the route files", async () => {
    const told = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = await routes();
    expect(told.sort()).toEqual(served);
    expect(ENDPOINTS.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(served);
  });

  test("keeps its operation ids, which generated clients use as names", () => {
    const ids = operations().map(({ operationId }) => operationId);
    expect(ids).toEqual(expect.arrayContaining(["postCreditsConsume", "deleteApiKeysById", "getOpenapiJson"]));
  });

  test("lists every path parameter", () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(methods) as Operation[]) {
        expect(parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name)).toEqual(inPath);
      }
    }
  });

  test("lists every error of each operation, by status", () => {
    const consume = document.paths["/api/v1/credits/consume"]?.post as Operation;
    expect(Object.keys(consume.responses)).toEqual(
      expect.arrayContaining(["200", "400", "401", "402", "404", "409", "413", "422", "429", "500", "503"]),
    );
    for (const { responses } of operations()) {
      const known = new Set(["200", "201", ...Object.values(PROBLEMS).map(({ status }) => String(status))]);
      expect(Object.keys(responses).filter((status) => !known.has(status))).toEqual([]);
    }
  });

  test("says who has access: keys cannot create keys, anyone can read the plans", () => {
    const securityOf = (path: string, method: string) => {
      const operation = document.paths[path]?.[method] as Operation | undefined;
      return operation?.security;
    };
    expect(securityOf("/api/v1/plans", "get")).toEqual([]);
    expect(securityOf("/api/v1/api-keys", "post")).toEqual([{ token: [] }, { session: [] }]);
    expect(securityOf("/api/v1/credits", "get")).toContainEqual({ apiKey: ["credits:read"] });
    expect(Object.keys(document.components.securitySchemes ?? {})).toEqual(["apiKey", "token", "session"]);
  });
});

test.each(ENDPOINTS.filter(({ example }) => example))("the example of $method $path is valid", (definition) => {
  const { body, success, example } = definition;
  expect(success.schema.safeParse(example?.answer).error).toBeUndefined();
  if (body) expect(body.safeParse(example?.body).error).toBeUndefined();
});
