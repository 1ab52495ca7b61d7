import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { CLIENT_SCHEMA, clientSchema } from "@/dev/client-schema";

test("the client's types are those of the document as it is now: npm run client:generate", async () => {
  expect((await clientSchema()) === (await readFile(CLIENT_SCHEMA, "utf8"))).toBe(true);
});
