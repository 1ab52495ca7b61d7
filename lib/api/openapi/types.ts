import type { JsonSchema } from "@/lib/api/openapi/schema";

/** The parts of OpenAPI 3.1 that our document is made of. */
export type OpenApiDocument = {
  openapi: "3.1.0";
  info: { title: string; version: string; summary: string; description: string };
  servers: { url: string }[];
  tags: Tag[];
  paths: Record<string, Partial<Record<string, Operation>>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, Record<string, string>> };
};

export type Tag = { name: string; description?: string };

export type Operation = {
  tags: string[];
  operationId: string;
  summary: string;
  description?: string;
  /** Any one of these; none for public endpoints. The list says which scopes it takes. */
  security: Record<string, string[]>[];
  parameters: Parameter[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, Answer>;
};

export type Parameter = {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  schema: JsonSchema;
  example?: unknown;
};

export type Answer = {
  description: string;
  headers?: Record<string, { description: string; schema: JsonSchema }>;
  content?: Content;
};

/** By media type. */
export type Content = Record<string, MediaType>;

export type MediaType = {
  schema: JsonSchema;
  /** Of text/event-stream: what the data of each event is, as JSON. OpenAPI 3.1 has no word for it. */
  "x-event-data"?: JsonSchema;
  example?: unknown;
  examples?: Record<string, { summary: string; value: unknown }>;
};
