import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { unstable_rethrow } from "next/navigation";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { POST as cron } from "@/app/api/cron/[task]/route";
import { fingerprint } from "@/dev/testing/fingerprint";
import { type InRequest, inRequest } from "@/dev/testing/in-request";
import { ENDPOINTS } from "@/lib/api/endpoints/registry";
import type { Definition } from "@/lib/api/http/definition";
import type { Resource } from "@/lib/api/http/resource";
import { adminCookies, adminWithApp, keyOf, refusedTokens } from "@/lib/api/testing/admin-callers";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson, type Person } from "@/lib/api/testing/people";
import { billingWorld } from "@/lib/billing/testing/world";
import { CRON_TASKS } from "@/lib/jobs/cron-tasks";
import { services } from "@/lib/services";

// Everything below app/admin and /api/v1/admin is found here by itself, so that nothing new is left out.
const files = readdirSync("app/admin", { recursive: true, encoding: "utf8" }).map((file) => file.replaceAll("\\", "/"));
const textOf = (file: string) => readFileSync(join("app/admin", file), "utf8");
const pages = files.filter((file) => /(^|\/)(page|layout)\.tsx$/.test(file));
const routes = files.filter((file) => /(^|\/)route\.tsx?$/.test(file));
const actionFiles = files.filter((file) => /\.tsx?$/.test(file) && textOf(file).startsWith('"use server"'));
const endpoints = ENDPOINTS.filter(({ path }) => path.startsWith("/api/v1/admin/"));

/** Actions and endpoints that change nothing, so that they ask for no recent identity check. */
const READS: readonly string[] = ["POST /api/v1/admin/payments/{id}/refunds/preview"];

/** Actions that change nothing here and nothing in Stripe. */
const CHANGE_NOTHING: readonly string[] = ["compareCatalogue", "previewPushOf", "checkPrice"];

const { database } = await billingWorld();
closeAppDatabase();

let ask: InRequest;
let cookies: Awaited<ReturnType<typeof adminCookies>>;
let tokens: Awaited<ReturnType<typeof refusedTokens>>;
let target: { id: string };
let admin: Person;
let adminKey: string;

beforeAll(async () => {
  vi.stubEnv("ADMIN_REQUIRE_2FA", "true");
  vi.stubEnv("CRON_SECRET", "a-secret-of-the-cron-jobs-of-this-test");
  ask = await inRequest();
  cookies = await adminCookies(database);
  tokens = await refusedTokens(database);
  target = await newPerson(database, 50);
  admin = await adminWithApp(database);
  adminKey = await keyOf(database, admin, ["admin:*"]);
});

/** What a signed-in browser gets from a page or an action; what a page throws after its check is not asked here. */
async function outcomeOf(work: () => Promise<unknown>, cookie: string): Promise<string> {
  const answer = await ask(() => work().catch(failed), { cookie });
  if (answer.status === 404) return "not found";
  const to = answer.headers.get("location") ?? "";
  if (to.startsWith("/settings/second-factor")) return "second factor";
  if (to.startsWith("/confirm-identity")) return "identity check";
  if (to.startsWith("/signin")) return "sign-in";
  const body = answer.status === 200 ? await answer.json() : null;
  return body?.unconfirmed === true ? "identity check" : "done";
}

function failed(error: unknown) {
  unstable_rethrow(error);
  return { threw: String(error) };
}

const STRANGERS = ["user", "locked", "ended", "codeDue", "demoted"] as const;

/** What each caller gets. */
async function outcomes(next: () => Promise<unknown>): Promise<Record<string, string>> {
  const strangers: string[] = [await outcomeOf(next, "")];
  for (const who of STRANGERS) strangers.push(await outcomeOf(next, cookies[who]));
  const others = [...new Set(strangers)].join(" or ");
  return { others, withoutApp: await outcomeOf(next, cookies.withoutApp), stale: await outcomeOf(next, cookies.stale) };
}

/** Watches from here on that nothing is changed and nothing sent to Stripe. */
function watchEffects(): { expectNone: () => Promise<void> } {
  const sent: string[] = [];
  const note = ({ method, path }: { method: string; path: string }) => sent.push(`${method} ${path}`);
  let before: Record<string, string>;
  beforeAll(async () => {
    before = await fingerprint(database.sql);
    services().stripe.on("request", note);
  });
  return {
    expectNone: async () => {
      services().stripe.off("request", note);
      expect(await fingerprint(database.sql)).toEqual(before);
      expect(sent).toEqual([]);
    },
  };
}

type Exports = Record<string, (...args: unknown[]) => Promise<unknown>>;
const load = async (file: string) => (await import(join(process.cwd(), "app/admin", file))) as Exports;

const PAGE_PROPS = () => ({
  params: Promise.resolve({ id: target.id, number: "mrr" }),
  searchParams: Promise.resolve({}),
  children: null,
});
const refusals = { others: "not found", withoutApp: "second factor" };

const show = (file: string) => async () => {
  const { default: Page } = await load(file);
  await Page?.(PAGE_PROPS());
};

const actions = actionFiles.flatMap((file) =>
  [...textOf(file).matchAll(/^export (?:async function|const) (\w+)/gm)].map(([, name = ""]) => ({ file, name })),
);

// What each takes, whether it is a form's action or a button's: an id of a user or of nothing, and a form that names it.
const argumentsOf = (name: string): unknown[] => {
  const form = new FormData();
  const fields = { user: target.id, id: target.id, name: "A thing", code: "THING", credits: "5", amount: "5" };
  const reasons = { reason: "x", adjustmentReason: "x", changeReason: "x", note: "A note", direction: "add" };
  for (const [field, value] of Object.entries({ ...fields, ...reasons })) form.set(field, value);
  const press: Record<string, unknown[]> = {
    actOn: [target.id, "lock", "x"],
    setArchived: ["plan", target.id, true],
    retryJob: ["1"],
    replaySelected: [["evt_1"]],
  };
  return press[name] ?? [{ done: false, message: null, errors: {}, values: {}, figures: null, month: null }, form];
};

const act = (file: string, name: string, args: unknown[]) => async () => {
  const { [name]: action } = await load(file);
  return action?.(...args);
};

const handlerOf = async ({ method, path }: Definition) => {
  const file = join(process.cwd(), "app", path.replaceAll("{", "[").replaceAll("}", "]"), "route.ts");
  const resource: Resource = await import(file);
  return resource[method];
};
const send = async (endpoint: Definition, credentials: { token?: string; headers?: Record<string, string> }) => {
  const { method, example, body } = endpoint;
  const { status, json } = await call(await handlerOf(endpoint), method, {
    ...credentials,
    params: example?.params ?? { id: target.id },
    ...(body && { body: example?.body ?? {} }),
  });
  return status < 400 ? status : json.code;
};

const lists = endpoints.filter(({ method, path }) => method === "GET" && !path.includes("{"));

describe("every part of the admin area is found", () => {
  test("each export of an action file is an action", async () => {
    for (const file of actionFiles) {
      const named = actions.filter((action) => action.file === file).map(({ name }) => name);
      expect(Object.keys(await load(file)).sort(), file).toEqual(named.sort());
    }
    expect(actions.length).toBeGreaterThan(15);
  });

  test("each handler below app/api/v1/admin is an endpoint, for admin:*, and one that changes something asks for a recent identity check", () => {
    const handlers = readdirSync("app/api/v1/admin", { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith("route.ts"))
      .flatMap((file) => [
        ...readFileSync(join("app/api/v1/admin", file), "utf8").matchAll(/^ {2}(GET|POST|PUT|PATCH|DELETE):/gm),
      ]);
    expect(endpoints).toHaveLength(handlers.length);
    for (const { method, path, access, identity } of endpoints) {
      expect(access, path).toBe("admin:*");
      const reads = method === "GET" || READS.includes(`${method} ${path}`);
      expect(identity, `${method} ${path}`).toBe(reads ? undefined : "recent");
    }
  });
});

test("each action that changes something names the admin, their address and the request to the audit log", () => {
  for (const { file, name } of actions) {
    if (CHANGE_NOTHING.includes(name)) continue;
    expect(reachOf(textOf(file), name), `${file} ${name}`).toContain("adminActor(");
  }
});

/** An action's text with that of the functions of its file that it calls. */
function reachOf(text: string, name: string, seen = new Set<string>()): string {
  seen.add(name);
  const start = text.search(new RegExp(`^(export )?(async )?function ${name}\\b`, "m"));
  if (start < 0) return "";
  const body = text.slice(start, text.indexOf("\n}", start));
  const called = [...body.matchAll(/\b(\w+)\(/g)].map(([, one = ""]) => one).filter((one) => !seen.has(one));
  return [body, ...called.map((one) => reachOf(text, one, seen))].join("\n");
}

describe("for anyone but an admin with a second factor", () => {
  const effects = watchEffects();

  test.each(pages)("the page %s is not there", async (file) => {
    expect(await outcomes(show(file))).toMatchObject(refusals);
  });

  test("nor is a route beside the pages", async () => {
    for (const file of routes) {
      for (const [method, handler] of Object.entries(await load(file))) {
        const request = new Request(`http://localhost:3000/${file}`, { method });
        const answer = () => handler(request, { params: PAGE_PROPS().params });
        expect(await outcomes(answer), file).toMatchObject(refusals);
      }
    }
  });

  test.each(actions)(
    "the action $name of $file is refused, and without a recent identity check to admins, too",
    async ({ file, name }) => {
      const stale = READS.includes(name) ? "done" : "identity check";
      expect(await outcomes(act(file, name, argumentsOf(name)))).toEqual({ ...refusals, stale });
    },
  );

  test.each(endpoints)(
    "$method $path is refused, and without a recent identity check to admins, too",
    async (endpoint) => {
      expect(await send(endpoint, {})).toBe("unauthorized");
      for (const { who, token, code } of tokens) expect(await send(endpoint, { token }), who).toBe(code);
      for (const who of ["locked", "ended", "codeDue"] as const) {
        expect(await send(endpoint, { headers: { cookie: cookies[who] } }), who).toBe("unauthorized");
      }
      for (const who of ["user", "demoted", "withoutApp"] as const) {
        expect(await send(endpoint, { headers: { cookie: cookies[who] } }), who).toBe("not_found");
      }
      if (endpoint.identity === "recent") {
        expect(await send(endpoint, { headers: { cookie: cookies.stale } })).toBe("reauthentication_required");
      }
    },
  );

  test("a task of /api/cron runs for its secret only, and not even for admins", async () => {
    for (const task of [...CRON_TASKS.keys(), "unknown"]) {
      for (const token of [undefined, "wrong", "", admin.token, adminKey]) {
        expect(await call(cron, "POST", { token, params: { task } })).toMatchObject({ status: 401 });
      }
      const { status } = await call(cron, "POST", { headers: { cookie: cookies.good }, params: { task } });
      expect(status).toBe(401);
    }
  });

  test("nothing was changed by all of this, recorded, or sent to Stripe", async () => {
    await effects.expectNone();
  });
});

describe("for an admin with a second factor and a recent identity check", () => {
  test("the pages and lists are there, with a session, a token or a key with admin:*", { tags: ["full"] }, async () => {
    for (const file of pages.filter((one) => !one.includes("["))) {
      expect(await outcomeOf(show(file), cookies.good), file).toBe("done");
    }
    for (const endpoint of lists) {
      for (const credentials of [{ token: admin.token }, { token: adminKey }, { headers: { cookie: cookies.good } }]) {
        expect(await send(endpoint, credentials), endpoint.path).toBe(200);
      }
    }
  });

  test("no action is refused", async () => {
    for (const { file, name } of actions) {
      const args = name === "actOn" ? [target.id, "end_sessions", "x"] : argumentsOf(name);
      expect(await outcomeOf(act(file, name, args), cookies.good), name).toBe("done");
    }
  });

  test("what no form sends is refused with a sentence, and changes nothing", async () => {
    const answer = async (name: string, args: unknown[]) => {
      const { file } = actions.find((one) => one.name === name) ?? { file: "" };
      return (await ask(act(file, name, args), { cookie: cookies.good })).json();
    };
    const form = (name: string, value: string) => {
      const args = argumentsOf("adjustBalance");
      (args[1] as FormData).set(name, value);
      return args;
    };
    for (const [field, value] of [
      ["direction", "sideways"],
      ["direction", ""],
      ["adjustmentReason", "a\u0000"],
    ] as const) {
      const refused = await answer("adjustBalance", form(field, value));
      expect(refused.errors, value).toEqual({ [field]: expect.stringMatching(/\.$/) });
    }
    const unchosen = argumentsOf("changePlanOf");
    for (const field of ["price", "previewed", "prorationDate"]) (unchosen[1] as FormData).set(field, "");
    expect((await answer("changePlanOf", unchosen)).errors).toEqual({ price: "Choose a plan." });
    expect(await answer("actOn", [target.id, "end_sessions", "a\u0000"])).toMatchObject({
      ok: false,
      sentence: "Enter a reason of at most 500 characters.",
    });
    expect(await answer("setFeatureArchived", ["a\u0000", true])).toMatchObject({ ok: false });
    for (const name of [
      "givePlan",
      "changePlanOf",
      "viewAs",
      "saveNote",
      "refund",
      "moveSubscribers",
      "saveSamePerson",
    ]) {
      const args = argumentsOf(name);
      for (const field of ["giveReason", "changeReason", "viewReason", "reason", "note", "how"]) {
        (args[1] as FormData).set(field, "a\u0000");
      }
      expect(await answer(name, args), name).toMatchObject({ done: false });
    }
  });
});
