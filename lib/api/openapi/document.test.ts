// @module-tag full
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { RESOURCES } from "@/lib/api/endpoints/registry";
import { openApiDocument } from "@/lib/api/openapi/document";
import { hoist } from "@/lib/api/openapi/hoist";
import type { MediaType, OpenApiDocument, Operation } from "@/lib/api/openapi/types";
import { REFUSALS } from "@/lib/refusals/table";

// The document as it is sent.
const document: OpenApiDocument = JSON.parse(JSON.stringify(openApiDocument(RESOURCES, "https://refill.example")));

const operations: [string, Operation][] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).flatMap(([method, operation]): [string, Operation][] =>
    operation ? [[`${method.toUpperCase()} ${path}`, operation]] : [],
  ),
);

// Not strict: OpenAPI's own keywords, such as `example`, are not JSON Schema.
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema({ $id: "document", components: document.components });

/** The errors that a third-party JSON Schema validator finds in a value. */
function faultsOf(schema: object, value: unknown): string {
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'));
  return ajv.validate(absolute, value) ? "" : ajv.errorsText();
}

describe("the document, read by third-party tools", () => {
  test("is valid OpenAPI 3.1", async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
  });

  test("resolves every reference", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(.*?)"/g)];
    expect(references.length).toBeGreaterThan(0);
    expect(JSON.stringify(document).match(/"\$ref":/g)).toHaveLength(references.length);
    for (const [, name] of references) expect(Object.keys(document.components.schemas)).toContain(name);
  });

  test("names an absolute server, one id per operation, and only tags and ways to sign in that it lists", () => {
    for (const { url } of document.servers) expect(new URL(url).pathname).toBe("/");
    const ids = operations.map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = document.tags.map(({ name }) => name);
    const schemes = Object.keys(document.components.securitySchemes);
    for (const [name, { tags: used, security, summary }] of operations) {
      expect(used, name).toHaveLength(1);
      expect(tags, name).toContain(used[0]);
      expect(summary, name).toBeTruthy();
      expect(schemes, name).toEqual(expect.arrayContaining(security.flatMap((way) => Object.keys(way))));
    }
    expect(tags.filter((tag) => !operations.some(([, { tags: used }]) => used.includes(tag)))).toEqual([]);
  });
});

test("the problem document lists every member that a refusal can add", () => {
  const members = Object.values(REFUSALS).flatMap((row) => ("members" in row ? row.members : []));
  expect(members.length).toBeGreaterThan(0);
  expect(Object.keys(document.components.schemas.Problem?.properties ?? {})).toEqual(expect.arrayContaining(members));
});

describe.each(operations)("%s", (_name, operation) => {
  test("has examples that its own schemas accept", () => {
    for (const { name, example, schema, required } of operation.parameters) {
      if (example !== undefined) expect(faultsOf(schema, example), `example of ${name}`).toBe("");
      else expect(required, `${name} is required, so it needs an example`).toBe(false);
    }
    const contents = [operation.requestBody, ...Object.values(operation.responses)].flatMap((part) =>
      Object.entries(part?.content ?? {}),
    );
    for (const [type, media] of contents) {
      const examples = examplesOf(media);
      if (type.includes("json")) expect(examples.length, `${type} needs an example`).toBeGreaterThan(0);
      for (const example of examples) expect(faultsOf(media.schema, example), type).toBe("");
    }
  });
});

function examplesOf({ example, examples }: MediaType): unknown[] {
  return [...(example === undefined ? [] : [example]), ...Object.values(examples ?? {}).map(({ value }) => value)];
}

describe("schemas with a title", () => {
  const thing = { type: "object", title: "Thing", properties: { title: { type: "string" } } };

  test("are written once and referenced", () => {
    const schemas = {};
    const written = hoist({ one: thing, many: { type: "array", items: thing } }, schemas);
    const reference = { $ref: "#/components/schemas/Thing" };
    expect(written).toEqual({ one: reference, many: { type: "array", items: reference } });
    expect(schemas).toEqual({ Thing: { type: "object", properties: { title: { type: "string" } } } });
  });

  test("cannot share it with another one", () => {
    expect(() => hoist([thing, { ...thing, properties: {} }], {})).toThrow("Two schemas are called Thing.");
  });

  test("are not resolved in examples", () => {
    const media = { schema: { type: "object" }, example: { type: "about:blank", title: "Gone" } };
    expect(hoist(media, {})).toEqual(media);
  });
});
