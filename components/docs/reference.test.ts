import { describe, expect, test } from "vitest";
import { highlight } from "@/components/docs/highlight";
import { chaptersOf, exampleOf, refusalsOf, successOf } from "@/components/docs/reference";
import { clientExample, curlExample } from "@/components/docs/request-examples";
import { describeSchema } from "@/components/docs/schema-words";
import { ENDPOINTS, RESOURCES } from "@/lib/api/endpoints/registry";
import { openApiDocument } from "@/lib/api/openapi/document";
import type { JsonSchema } from "@/lib/api/openapi/schema";

const ORIGIN = "https://refill.example";
const document = openApiDocument(RESOURCES, ORIGIN);
const operations = chaptersOf(document).flatMap((chapter) => chapter.operations);

test("every operation is in exactly one chapter", () => {
  expect(operations).toHaveLength(ENDPOINTS.length);
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(ENDPOINTS.length);
});

test.each(operations)("$method $path has requests that can be sent as they are, a response and errors", (operation) => {
  for (const example of [curlExample(operation, ORIGIN), clientExample(operation)]) {
    expect(example).not.toMatch(/undefined|\[object|<\w+>/);
  }
  expect(curlExample(operation, ORIGIN)).not.toMatch(/https\S*\{/);
  expect(successOf(operation)).not.toBeNull();
  expect(refusalsOf(operation).map(({ code }) => code)).toContain("internal_error");
});

test("an example request has what it needs and nothing else", () => {
  const check = operations.find(({ operationId }) => operationId === "getCreditsCheck");
  const capture = operations.find(({ operationId }) => operationId === "postCreditsHoldsByIdCapture");
  if (!check || !capture) throw new Error("These operations no longer exist.");
  expect(curlExample(check, ORIGIN)).toBe(
    `curl "${ORIGIN}/api/v1/credits/check?amount=5" \\\n  -H "Authorization: Bearer $REFILL_API_KEY"`,
  );
  expect(clientExample(capture)).toBe(`const { data, error } = await client.POST(
  "/api/v1/credits/holds/{id}/capture",
  {
    params: {
      path: {
        id: "0193a1b2-0000-7000-8000-00000000000c",
      },
    },
    body: {
      amount: 32,
      description: "Report of 16 pages",
    },
  },
);`);
});

test("named objects have an example, wherever they are in a response", () => {
  for (const name of ["Balance", "Entry", "Plan", "Movement"]) expect(exampleOf(name, document), name).toBeTruthy();
});

describe("a schema in words", () => {
  const words = (schema: JsonSchema) => describeSchema(schema);

  test("says type, limits, default and whether it may be null", () => {
    expect(words({ type: "integer", minimum: 1, maximum: 1000, default: 25 })).toMatchObject({
      type: "integer",
      limits: ["1 to 1,000", "25 by default"],
    });
    expect(words({ anyOf: [{ type: "string", format: "date-time" }, { type: "null" }] }).type).toBe(
      "date and time or null",
    );
    expect(words({ type: ["string", "null"] }).type).toBe("string or null");
    expect(words({ type: "string", enum: ["A", "B"] }).choices).toEqual(["A", "B"]);
  });

  test("names the object, or the objects in a list", () => {
    const entry = { $ref: "#/components/schemas/Entry" };
    expect(words(entry)).toMatchObject({ type: "object", object: "Entry" });
    expect(words({ type: "array", items: entry, maxItems: 5 })).toMatchObject({
      type: "list of objects",
      object: "Entry",
      limits: ["at most 5 items"],
    });
  });

  test("has the fields of all alternatives, required when all require them", () => {
    const one: JsonSchema = { type: "object", properties: { lot: {}, amount: {} }, required: ["lot", "amount"] };
    const other: JsonSchema = { type: "object", properties: { debt: {}, amount: {} }, required: ["debt", "amount"] };
    expect(words({ anyOf: [one, other] }).fields.map(({ name, required }) => [name, required])).toEqual([
      ["lot", false],
      ["amount", true],
      ["debt", false],
    ]);
  });
});

test("highlighting keeps the code unchanged", () => {
  for (const operation of operations) {
    const code = curlExample(operation, ORIGIN);
    expect(
      highlight(code)
        .map(({ text }) => text)
        .join(""),
    ).toBe(code);
  }
  expect(highlight('{ "a": "b", "n": -5 }').filter(({ kind }) => kind !== "plain")).toMatchObject([
    { kind: "text", text: '"b"' },
    { kind: "value", text: "-5" },
  ]);
});
