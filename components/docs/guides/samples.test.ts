// @module-tag full
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { createClient, unwrap } from "@refill/sdk";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { beforeAll, expect, test } from "vitest";
import { allGuides } from "@/components/docs/guides/all-guides";
import { samplesOf } from "@/components/docs/guides/guide";
import { clientSetUp } from "@/components/docs/guides/set-up";
import { guideFacts } from "@/components/docs/guides/testing/guide-facts";
import { hasPython, hasShell, runSample, withSetUp } from "@/components/docs/guides/testing/run-sample";
import { testApi } from "@/dev/testing/api-server";
import { testDatabase } from "@/dev/testing/database";
import { testStripe } from "@/dev/testing/stripe";
import { apiDocument } from "@/lib/api/openapi/api-document";
import { closeAppDatabase, newPerson, newWelcomedPerson } from "@/lib/api/testing/people";
import { createApiKey } from "@/lib/auth/api-keys/create-api-key";
import { hashPassword } from "@/lib/auth/password";
import { applyCatalogue } from "@/lib/catalog/apply-catalogue";
import { now } from "@/lib/clock";
import { grant } from "@/lib/ledger/grant";
import { catalogue } from "@/prisma/catalogue/default";

const db = await testDatabase();
closeAppDatabase();
const local = await testStripe();
const answers: { status: number; what: string }[] = [];
const { url: origin } = await testApi({
  onAnswer: (status, { method, url }) => answers.push({ status, what: `${method} ${new URL(url).pathname}` }),
});
const guides = allGuides(guideFacts(origin));
const samples = guides.flatMap((guide) =>
  samplesOf(guide).map(({ section, sample }) => ({ at: `${guide.slug}#${section.id}`, ...sample })),
);
const runnable = samples.filter(({ language }) => ["curl", "TypeScript", "Python"].includes(language));
const variables: Record<string, string> = {};

beforeAll(async () => {
  const at = await now();
  await applyCatalogue({ database: db, stripe: local.stripe }, catalogue, at);
  // The reader of the guides, with a password, and an admin who makes the keys of the backend.
  const reader = await newWelcomedPerson(db);
  const lot = {
    accountId: reader.accountId,
    kind: "PACK",
    amount: 10_000n,
    sourceKey: "pack",
    actor: "system",
  } as const;
  await grant(db.sql, lot, at);
  const passwordHash = await hashPassword("…");
  await db.prisma.user.update({ where: { id: reader.id }, data: { email: "you@example.com", passwordHash } });
  const admin = await newPerson(db, 0, "ADMIN");
  const keyOf = async (userId: string, more: object, role: "USER" | "ADMIN" = "ADMIN") => {
    const made = await createApiKey(db.prisma, { owner: { userId, role }, name: "Guide", ...more }, at);
    if (!made.ok) throw new Error(made.reason);
    return made.key;
  };
  const scopes = ["credits:read", "credits:spend", "billing:read", "billing:write"];
  Object.assign(variables, {
    TOKEN: reader.token,
    REFILL_API_KEY: await keyOf(reader.id, { scopes }, "USER"),
    REFILL_SERVICE_KEY: await keyOf(admin.id, { service: true }),
  });
});

test("every sample works against the API: each request of it is answered with a success, or with what it says", {
  tags: ["full"],
  timeout: 400_000,
}, async () => {
  const client = createClient({ baseUrl: origin, apiKey: variables.REFILL_API_KEY ?? "" });
  for (const { at, answers: expected, ...sample } of runnable) {
    if (sample.language === "Python" && !hasPython) continue;
    const hold = unwrap(await client.POST("/api/v1/credits/holds", { body: { amount: 40 } }));
    answers.length = 0;
    const name = `${at}, ${sample.language}`;
    await withinAMinute(name, runSample(sample, origin, { ...variables, HOLD_ID: hold.id }));
    expect(answers.length, name).toBeGreaterThan(0);
    const unexpected = answers.filter(({ status }) => (expected ? status !== expected : status >= 300));
    expect(unexpected, name).toEqual([]);
  }
});

/** Fails with the name of a sample that hangs. */
async function withinAMinute(name: string, run: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} has not ended after a minute.`)), 60_000);
  });
  await Promise.race([run, tooLong]).finally(() => clearTimeout(timer));
}

test.skipIf(!hasShell)(
  "the commands that create a key work in a shell as they are pasted",
  { tags: ["full"] },
  async () => {
    const sample = samples.find(({ code }) => code.includes("REFILL_API_KEY=$(curl"));
    const { stdout } = await promisify(execFile)("sh", ["-c", sample?.code ?? ""]);
    const client = createClient({ baseUrl: origin, apiKey: stdout.trim() });
    expect(unwrap(await client.GET("/api/v1/credits")).available).toBeGreaterThan(0);
  },
);

test("Python samples send fields that the API has, also where there is no Python", () => {
  const { paths } = apiDocument(origin);
  const ajv = formats.default(new Ajv2020({ strict: false }));
  let checked = 0;
  for (const { at, code } of samples.filter(({ language }) => language === "Python")) {
    const calls = code.matchAll(/call\(\s*"([A-Z]+)",\s*"([^"]+)"(?:,\s*(\{[^{}]*\}))?/g);
    for (const [, method = "", path = "", dict] of calls) {
      const template = Object.keys(paths).find((one) =>
        new RegExp(`^${one.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path),
      );
      const operation = paths[template ?? ""]?.[method.toLowerCase() as "get" | "post"];
      expect(operation, `${at}: ${method} ${path}`).toBeDefined();
      const schema = Object.values(operation?.requestBody?.content ?? {})[0]?.schema;
      if (!dict || !schema) continue;
      const check = ajv.compile(schema);
      expect(check(JSON.parse(asJson(dict))), `${at}: ${dict} ${ajv.errorsText(check.errors)}`).toBe(true);
      checked += 1;
    }
  }
  expect(checked).toBeGreaterThan(3);
});

/** A dictionary of Python as JSON, with a number for what the sample computes. */
function asJson(dict: string): string {
  return dict.replaceAll(/,\s*\}/g, "}").replaceAll(/(?<=: )(?:\d+ \* )?[a-z]\w*(?=[,}\s])/g, "5");
}

test("JSON in the guides is what the API's document describes", () => {
  const { components, paths } = apiDocument(origin);
  const ajv = formats.default(new Ajv2020({ strict: false }));
  ajv.addSchema({ $id: "api", components, paths });
  const shown = samples.filter(({ language }) => language === "JSON");
  expect(shown.length).toBeGreaterThan(0);
  for (const { at, of = "", code } of shown) {
    const isValid = ajv.validate({ $ref: `api#${schemaOf(of)}` }, JSON.parse(code));
    expect(isValid, `${at} ${ajv.errorsText()}`).toBe(true);
  }
});

/** Where the API's document has an object, or the response to a request. */
function schemaOf(of: string): string {
  const [method, path] = of.split(" ");
  if (!path) return `/components/schemas/${of}`;
  const inPaths = path.replaceAll("/", "~1");
  return `/paths/${inPaths}/${method?.toLowerCase()}/responses/200/content/application~1json/schema`;
}

test("TypeScript samples have the types of the client", async () => {
  const folder = await mkdtemp(join(tmpdir(), "refill-samples-"));
  try {
    const files = await Promise.all(
      samples
        .filter(({ language }) => language === "TypeScript")
        .map(async ({ code }, index) => {
          await writeFile(join(folder, `${index}.ts`), `${withSetUp(code, clientSetUp(origin))}\nexport {};\n`);
          return `${index}.ts`;
        }),
    );
    const compilerOptions = {
      ...{ strict: true, noEmit: true, skipLibCheck: true, target: "es2022", module: "esnext" },
      ...{ moduleResolution: "bundler", lib: ["es2023", "dom", "dom.iterable"], exactOptionalPropertyTypes: false },
      paths: { "@refill/sdk": [`${process.cwd()}/sdk/src/index.ts`] },
      ...{ typeRoots: [join(process.cwd(), "node_modules/@types")], types: ["node"] },
    };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files }));
    const tsc = join(process.cwd(), "node_modules/typescript-7/bin/tsc");
    await promisify(execFile)(process.execPath, [tsc, "-p", folder]).catch(({ stdout }) => expect(stdout).toBe(""));
  } finally {
    await rm(folder, { recursive: true });
  }
});
