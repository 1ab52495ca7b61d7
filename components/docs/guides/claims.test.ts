import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { allGuides } from "@/components/docs/guides/all-guides";
import { samplesOf } from "@/components/docs/guides/guide";
import { HOLD_EXAMPLE } from "@/components/docs/guides/holds";
import { BURN_EXAMPLE } from "@/components/docs/guides/lots";
import { DEBT_EXAMPLE } from "@/components/docs/guides/refunds";
import { GUIDE_SLUGS } from "@/components/docs/guides/slugs";
import { guideFacts } from "@/components/docs/guides/testing/guide-facts";
import { docsIndex } from "@/components/docs/search/docs-index";
import { testDatabase } from "@/dev/testing/database";
import { PROBLEMS } from "@/lib/api/http/problems";
import { apiDocument } from "@/lib/api/openapi/api-document";
import { captureHold } from "@/lib/ledger/capture-hold";
import { clawBack } from "@/lib/ledger/claw-back";
import { placeHold } from "@/lib/ledger/place-hold";
import { getBalance } from "@/lib/ledger/queries";
import { accountWith, remaining, spent } from "@/lib/ledger/testing/account-with";
import { NOON } from "@/lib/ledger/testing/accounts";

// What the guides say that no sample shows.

const db = await testDatabase();
const guides = allGuides(guideFacts());
const document = apiDocument("https://refill.example");
const words = (guide: (typeof guides)[number]) => JSON.stringify(guide);

test("the ledger spends, holds and takes back what the pictures of the guides show", async () => {
  const { had, spent: amount, left } = BURN_EXAMPLE;
  const burnt = await accountWith(db, {
    pack: { amount: BigInt(had.pack) },
    promo: { kind: "PROMO", amount: BigInt(had.promo) },
    plan: { kind: "PLAN", amount: BigInt(had.plan) },
  });
  await spent(db, burnt, BigInt(amount));
  const numbers = Object.entries(await remaining(db, burnt)).map(([name, credits]) => [name, Number(credits)]);
  expect({ plan: 0, ...Object.fromEntries(numbers) }).toEqual(left);

  const { balance, held, captured } = HOLD_EXAMPLE;
  const holder = await accountWith(db, { pack: { amount: BigInt(balance) } });
  const hold = await placeHold(db.sql, { accountId: holder, amount: BigInt(held), actor: "system" }, NOON);
  if (!hold.ok) throw new Error(hold.reason);
  expect(await getBalance(db.sql, holder, NOON)).toMatchObject({ available: BigInt(balance - held) });
  const capture = { accountId: holder, holdId: hold.hold.id, amount: BigInt(captured), actor: "system" as const };
  expect(await captureHold(db.sql, capture, NOON)).toMatchObject({ ok: true });
  expect(await getBalance(db.sql, holder, NOON)).toMatchObject({ available: BigInt(balance - captured) });

  const { pack, others, spent: used, owed } = DEBT_EXAMPLE;
  const debtor = await accountWith(db, { others: { amount: BigInt(others) }, pack: { amount: BigInt(pack) } });
  await spent(db, debtor, BigInt(used));
  const claim = { accountId: debtor, amount: BigInt(pack), sourceKey: "refund", actor: "system" };
  expect(await clawBack(db.sql, claim, NOON)).toMatchObject({ owed: BigInt(owed) });
  expect(await getBalance(db.sql, debtor, NOON)).toMatchObject({ debt: BigInt(owed), available: 0n });
});

test("the limits in the guides are the settings of this installation", () => {
  const facts = guideFacts();
  for (const [fact, value] of Object.entries(facts)) {
    if (typeof value !== "number") continue;
    expect(
      guides.some((guide) => words(guide).includes(value.toLocaleString("en-US"))),
      fact,
    ).toBe(true);
  }
});

test("the guide to errors says what to do about every status of the API", () => {
  const text = JSON.stringify(guides.find(({ slug }) => slug === "errors"));
  for (const { status } of Object.values(PROBLEMS)) expect(text, String(status)).toContain(String(status));
});

test("every endpoint, object and code that a guide names exists", () => {
  const paths = Object.keys(document.paths).map((path) => new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`));
  const isPath = (path: string) => paths.some((one) => one.test(path));
  for (const guide of guides) {
    const shown = [words(guide).replaceAll("\\n", " "), ...samplesOf(guide).map(({ sample }) => sample.code)].join(" ");
    for (const [path] of shown.matchAll(/\/api\/(?:v1|openapi)[\w/$.{}@-]*[\w}]/g)) {
      if (path.includes("/holds/") && !path.includes("$")) continue;
      expect(isPath(path.replace(/\/openapi$/, "/openapi.json")), `${guide.slug}: ${path}`).toBe(true);
    }
    for (const [, code = ""] of words(guide).matchAll(/\d{3} `([a-z_]+)`/g)) {
      expect(Object.keys(PROBLEMS), guide.slug).toContain(code);
    }
  }
});

test("the guide to adding credits has the files of the skill that coding agents follow, which a test builds an app from", () => {
  const skill = readFileSync("public/skill.md", "utf8");
  const files = guides.flatMap(samplesOf).filter(({ sample }) => sample.file !== undefined);
  expect(files.length).toBeGreaterThan(4);
  for (const { sample } of files) expect(skill).toContain(` title="${sample.file}"\n${sample.code.trimEnd()}\n\`\`\``);
});

test("the guides are at the addresses that the server keeps, in that order", () => {
  expect(guides.map(({ slug }) => slug)).toEqual(GUIDE_SLUGS);
});

test("every link of a guide leads to a guide, a section, or a place in the reference", () => {
  const entries = docsIndex(guides, document).map(({ href }) => href);
  const targets = new Set([
    ...entries,
    "/docs/api",
    "/docs/api#errors",
    "/api/v1/openapi.json",
    "/settings#api-keys",
    "/skill.md",
  ]);
  for (const guide of guides) {
    for (const [, href = ""] of words(guide).matchAll(/\]\((\/[^)]+)\)/g)) {
      expect(targets, `${guide.slug}: ${href}`).toContain(href);
    }
    expect(new Set(guide.sections.map(({ id }) => id)).size).toBe(guide.sections.length);
  }
});

test("settings that a guide names are in .env.example", () => {
  const settings = readFileSync(".env.example", "utf8");
  for (const guide of guides) {
    for (const [, name = ""] of words(guide).matchAll(/`([A-Z][A-Z]+_[A-Z_]+)`/g)) {
      if (/^(ROLL|CLAWBACK)/.test(name)) continue;
      expect(settings, `${guide.slug}: ${name}`).toContain(`${name}=`);
    }
  }
});
