import { setImmediate as turn } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import { logLines } from "@/dev/testing/log-lines";
import { logConsole, logUnhandled } from "@/lib/log/console-to-log";
import { inLogContext } from "@/lib/log-context";

let undo: () => void = () => undefined;

afterEach(() => undo());

test("what Next prints becomes a line of the log, without colours and secrets", () => {
  const lines = logLines();
  undo = logConsole();
  console.log(" \u001b[32m✓\u001b[39m Ready in %dms", 12);
  console.warn("no user", { email: "ada@example.com" });
  expect(lines).toMatchObject([
    { level: 30, msg: "✓ Ready in 12ms" },
    { level: 40, msg: "no user { email: '[email]' }" },
  ]);
});

test("an unhandled error that is printed and then reported is one line, with its request and route, and no data", async () => {
  const lines = logLines();
  undo = logConsole();
  const error = Object.assign(new Error("No row for ada@example.com"), { digest: "42", detail: "Ada Lovelace" });
  inLogContext({ requestId: "request-1" }, () => {
    console.error(error);
    logUnhandled(error, { route: "/admin/users/[id]", routeType: "render" });
  });
  inLogContext({ requestId: "request-2" }, () => console.error("⨯", new TypeError("not reported")));
  await turn();
  await turn();
  expect(lines).toMatchObject([
    {
      level: 50,
      requestId: "request-1",
      route: "/admin/users/[id]",
      routeType: "render",
      msg: "unhandled error",
      err: { type: "Error", message: "No row for [email]", digest: "42" },
    },
    { level: 50, requestId: "request-2", msg: "⨯", err: { type: "TypeError", message: "not reported" } },
  ]);
  expect(JSON.stringify(lines)).not.toContain("Lovelace");
});
