import { z } from "zod";
import { define } from "@/lib/api/http/definition";

export const getDocumentEndpoint = define({
  method: "GET",
  path: "/api/v1/openapi.json",
  summary: "Get the OpenAPI document",
  description: "This API as an OpenAPI 3.1 document.",
  access: "public",
  success: { status: 200, schema: z.looseObject({ openapi: z.literal("3.1.0") }) },
  example: { answer: { openapi: "3.1.0", info: { title: "Refill", version: "1" }, paths: {} } },
});
