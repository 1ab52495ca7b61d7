// @module-tag full
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { ReactNode } from "react";
import { beforeAll, expect, test } from "vitest";
import { buyPack, subscribe, topUpPack } from "@/app/(account)/billing/actions";
import { redeemCode } from "@/app/(account)/credits/promo-code-action";
import { runTool } from "@/app/(account)/playground/actions";
import { saveAutoTopup } from "@/app/(account)/settings/auto-topup-action";
import { saveName } from "@/app/(account)/settings/profile-actions";
import { inRequest } from "@/dev/testing/in-request";
import { renderServer } from "@/dev/testing/render-server";
import { closeAppDatabase, sessionCookieOf } from "@/lib/api/testing/people";
import { billingWorld } from "@/lib/billing/testing/world";

const world = await billingWorld();
closeAppDatabase();
const ask = await inRequest();

let cookie: string;
beforeAll(async () => {
  cookie = await sessionCookieOf(world.database, (await world.signUp()).userId);
});

/** What PostgreSQL cannot hold, as an address brings it: a NUL, also at the end of what exists, and half of a surrogate pair. */
const TEXTS = ["%00", "pack_500%00", "%ED%A0%80"].map((sent) => new URLSearchParams(`text=${sent}`).get("text") ?? "");

type Page = (props: { params: Promise<object>; searchParams: Promise<object> }) => Promise<ReactNode>;

const pages = ["(account)", "(auth)", "(site)", "outbox"].flatMap((folder) =>
  readdirSync(join("app", folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("page.tsx"))
    .map((file) => join("app", folder, file)),
);

/** An object in which every name is read as `read` says. */
const asked = (read: (name: string) => unknown) =>
  new Proxy({}, { get: (_target, name) => (typeof name === "string" && name !== "then" ? read(name) : undefined) });

test.each(pages)("%s answers every parameter that cannot be stored", async (file) => {
  const { default: Page } = (await import(join(process.cwd(), file))) as { default: Page };
  const params = (text: string) =>
    Object.fromEntries([...file.matchAll(/\[(\w+)\]/g)].map(([, name = ""]) => [name, text]));
  const show = async (own: object, query: object) => {
    const props = { params: Promise.resolve(own), searchParams: Promise.resolve(query) };
    const { status } = await ask(async () => renderServer(await Page(props)), { cookie });
    expect(status).toBeLessThan(500);
  };
  for (const text of TEXTS) {
    const names = new Set<string>();
    await show(
      params(text),
      asked((name) => void names.add(name)),
    );
    for (const name of names) {
      await show(
        params("pro"),
        asked((one) => {
          names.add(one);
          return one === name ? text : undefined;
        }),
      );
    }
  }
});

const KEY = "0198c0de-0000-7000-8000-000000000000";
const actions = [
  ["subscribe", subscribe, { price: "refill_pro_month" }],
  ["buyPack", buyPack, { pack: "pack_500" }],
  ["topUpPack", topUpPack, { pack: "pack_500", key: KEY }],
  ["redeemCode", redeemCode, { code: "SPRING" }],
  ["saveAutoTopup", saveAutoTopup, { enabled: "on", threshold: "10", pack: "pack_500", monthlyCapCents: "100" }],
  ["saveName", saveName, { name: "Ada" }],
] as const;

test.each(actions)("%s answers every field that cannot be stored", async (_name, action, fields) => {
  for (const field of Object.keys(fields)) {
    for (const text of TEXTS) {
      const form = new FormData();
      for (const [name, value] of Object.entries({ ...fields, [field]: text })) form.set(name, value);
      const before = { done: false, message: null, errors: {}, values: {} };
      const response = await ask(() => action(before, form), { cookie });
      expect(response.status).toBe(200);
    }
  }
});

test("the playground answers a text that cannot be stored", async () => {
  for (const text of TEXTS) {
    const form = new FormData();
    form.set("text", `words ${text}`);
    form.set("key", KEY);
    const response = await ask(() => runTool({ state: "fresh", nextKey: KEY }, form), { cookie });
    expect(response.status).toBe(200);
  }
});
