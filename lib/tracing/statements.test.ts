import { expect, test } from "vitest";
import { statementSpan } from "./statements";

test.each([
  ['SELECT "public"."user"."id" FROM "public"."user" WHERE "id" = $1', "SELECT user"],
  ["\n      INSERT INTO webhook_event (id) VALUES ($1::text)", "INSERT webhook_event"],
  ["UPDATE mail SET status = $1", "UPDATE mail"],
  ["SELECT id FROM graphile_worker.add_job($1::text)", "SELECT graphile_worker.add_job"],
  ["BEGIN", "BEGIN"],
  ["", "STATEMENT"],
])("%s is a span %s", (text, name) => {
  expect(statementSpan(text).name).toBe(name);
});
