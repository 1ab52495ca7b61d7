import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startKit, startReceiver } from "./testing/kit";

test("every command of the README's walk-through works as written", async () => {
  const receiver = await startReceiver();
  const kit = await startKit({ url: receiver.url, secret: "whsec_local" });
  const document = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
  const section = document.slice(document.indexOf("## A walk through"), document.indexOf("## Cards"));
  const script = [...section.matchAll(/```sh\n([\s\S]*?)```/g)].map((block) => block[1]).join("\n");
  const { code, said } = await bash(script, kit.server.url);
  expect([code, said.match(/expected .*/g) ?? []]).toEqual([0, []]);
  expect(said.match(/^ok: /gm)?.length).toBe(script.match(/^is /gm)?.length);
  // Duplicated deliveries are the same event.
  const ids = receiver.received.map((each) => String(JSON.parse(each.body).id));
  expect(ids.length).toBeGreaterThan(new Set(ids).size);
  await kit.close();
  await receiver.close();
}, 180_000);

function bash(script: string, url: string): Promise<{ code: number | null; said: string }> {
  const child = spawn("bash", ["-euo", "pipefail", "-c", script], { env: { ...process.env, STRIPE_LOCAL_URL: url } });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, said })));
}
