import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../postgres/ports";
import { localStack } from "../stack";
import { killServer } from "../testing/kill-server";
import type { Fault, Proving } from "./prove";
import { type Subscribers, startSubscribers } from "./subscribers";

const OUTAGE_MS = 5_000;

/**
 * The whole app on this machine, in a folder of its own: the production build, a database that writes to disk, and the local
 * Stripe, which sends each webhook twice, late and in another order.
 */
export async function startLocal(say: (sentence: string) => void): Promise<Proving> {
  const folder = mkdtempSync(join(tmpdir(), "refill-prove-"));
  const ports = { app: await freePort(), postgres: await freePort(), stripe: await freePort() };
  const limits = { API_RATE_LIMIT_PER_MINUTE_SERVICE: "1000000", API_RATE_LIMIT_PER_MINUTE: "1000000" };
  const stack = localStack({ folder, ports, settings: limits, onStep: say });
  const running = await stack.start();
  const { url, settings } = running;
  Object.assign(process.env, settings);
  const stripeUrl = settings.STRIPE_API_BASE ?? "";
  const atStripe = async (path: string, method: string, body?: object) => {
    const response = await fetch(`${stripeUrl}/_local/${path}`, {
      method,
      headers: { "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`The local Stripe answers ${response.status} to ${path}.`);
  };
  say("Creating customers and subscribers");
  const subscribers: Subscribers = await startSubscribers();
  await atStripe("webhooks/chaos", "POST", { duplicate: true, shuffle: true, delay: 0.3, delaySeconds: 20, seed: 7 });

  let { app } = running;
  const faults: Fault[] = [
    {
      name: "kill -9 of the app",
      cause: async () => {
        await app.kill();
        app = await running.again.app();
      },
    },
    {
      name: "kill -9 of PostgreSQL",
      cause: async () => {
        await killServer(running.dataDir, "power cut");
        await running.again.postgres();
      },
    },
    {
      name: "a month passes at once, with webhooks twice, late and shuffled",
      cause: subscribers.moveMonth,
      heals: subscribers.areRefilled,
    },
    {
      name: "another month, while Stripe answers every request with an error",
      cause: async () => {
        await atStripe("fail", "POST", { share: 1, kind: "before", status: 500, path: "/v1/*" });
        await subscribers.moveMonth();
        await sleep(OUTAGE_MS);
        await atStripe("fail", "DELETE");
      },
      heals: subscribers.areRefilled,
    },
  ];
  return {
    url,
    key: subscribers.key,
    accounts: subscribers.spenders,
    faults,
    check: subscribers.check,
    stop: async () => {
      await subscribers.close();
      await stack.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
