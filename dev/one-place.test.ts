import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { REFUSAL_REASONS } from "@/lib/billing/referrals/refusal-reasons";
import { SUBSCRIPTION_STATUSES } from "@/lib/billing/subscription-status";
import {
  AUTO_TOPUP_STOPS,
  CHANGE_KINDS,
  COLLECTION_METHODS,
  INVOICE_STATUSES,
  PAYMENT_KINDS,
  PAYMENT_ORIGINS,
  PAYMENT_STATUSES,
} from "@/lib/billing/types";
import { BILLING_INTERVALS, FEATURE_PERIODS, PLAN_QUANTITIES, REFILL_POLICIES, ROUNDINGS } from "@/lib/catalog/types";
import * as enums from "@/lib/generated/prisma/enums";
import { ENTRY_TYPES, HOLD_STATUSES, LOT_KINDS, LOT_ORIGINS } from "@/lib/ledger/types";

/** The sources of the app, without tests and generated files. */
const sources = ["app", "components", "lib"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).replaceAll("\\", "/"))
    .filter((file) => !/\.test\.tsx?$|\/testing\/|\/generated\//.test(file)),
);

/** Matches of a pattern outside the files that may contain it. */
function writtenIn(pattern: RegExp, ...home: string[]): string[] {
  return sources
    .filter((file) => !home.includes(file))
    .flatMap((file) => (readFileSync(file, "utf8").match(pattern) ?? []).map((text) => `${file}: ${text}`));
}

test("subscription statuses are grouped only in lib/billing/subscription-status.ts", () => {
  const home = "lib/billing/subscription-status.ts";
  const status = `["'](?:${SUBSCRIPTION_STATUSES.join("|")})["']`;
  expect(writtenIn(new RegExp(`[[(|]\\s*${status}\\s*[,|]\\s*${status}`, "g"), home)).toEqual([]);
  expect(
    writtenIn(new RegExp(`status [!=]== ${status} (?:&&|\\|\\|) [\\w.]*status [!=]== ${status}`, "g"), home),
  ).toEqual([]);
});

test("the end of a subscription is determined only in lib/billing/subscription-status.ts", () => {
  expect(writtenIn(/cancelAt \?\?.*/g, "lib/billing/subscription-status.ts")).toEqual([]);
});

test("the formats of dates, numbers and money are chosen only in lib/format/formats.ts", () => {
  expect(writtenIn(/["']en-[A-Z]{2}["']|\.toLocale(?:Date|Time)?String\(/g, "lib/format/formats.ts")).toEqual([]);
});

const ofTheDatabase = [
  ["BillingInterval", BILLING_INTERVALS, enums.BillingInterval],
  ["CollectionMethod", COLLECTION_METHODS, enums.CollectionMethod],
  ["EntryType", ENTRY_TYPES, enums.EntryType],
  ["HoldStatus", HOLD_STATUSES, enums.HoldStatus],
  ["LotKind", LOT_KINDS, enums.LotKind],
  ["LotOrigin", LOT_ORIGINS, enums.LotOrigin],
  ["PaymentKind", PAYMENT_KINDS, enums.PaymentKind],
  ["PaymentOrigin", PAYMENT_ORIGINS, enums.PaymentOrigin],
  ["PaymentStatus", PAYMENT_STATUSES, enums.PaymentStatus],
  ["PlanQuantity", PLAN_QUANTITIES, enums.PlanQuantity],
  ["RefillPolicy", REFILL_POLICIES, enums.RefillPolicy],
  ["Rounding", ROUNDINGS, enums.Rounding],
  ["SubscriptionStatus", SUBSCRIPTION_STATUSES, enums.SubscriptionStatus],
] as const;

test.each(ofTheDatabase)("%s has the values of the database, in the same order", (_name, values, inDatabase) => {
  expect(values).toEqual(Object.values(inDatabase));
});

const everyEnum: (readonly [string, readonly string[], ...unknown[]])[] = [
  ...ofTheDatabase,
  ["AutoTopupStop", AUTO_TOPUP_STOPS],
  ["ChangeKind", CHANGE_KINDS],
  ["FeaturePeriod", FEATURE_PERIODS],
  ["InvoiceStatus", INVOICE_STATUSES],
  ["RefusalReason", REFUSAL_REASONS],
];

test("the values of an enum are listed once, and schemas, forms and texts use that list", () => {
  const homes = ["types.ts", "subscription-status.ts", "refusal-reasons.ts"].map((name) => `/${name}`);
  // lib/stripe translates Stripe's values into ours and cannot import the enums.
  const others = sources.filter(
    (file) => !homes.some((home) => file.endsWith(home)) && !file.startsWith("lib/stripe/"),
  );
  const lists = others.flatMap((file) =>
    (readFileSync(file, "utf8").match(/(?:"\w+"\s*[,|]\s*)+"\w+"/g) ?? []).map((list) => ({
      file,
      values: [...list.matchAll(/"(\w+)"/g)].map(([, value]) => value),
    })),
  );
  const again = lists.flatMap(({ file, values }) =>
    everyEnum
      .filter(([, all]) => all.every((value) => values.includes(value)))
      .map(([name]) => `${file} lists ${name}`),
  );
  expect(again).toEqual([]);
});

test("cookies are set only as lib/cookies.ts lists them", () => {
  const set = /(?:cookies\(\)\)|cookies|jar)\.(?:set|delete)\((?!newCookie\(|expiredCookie\().*/g;
  // It sets next-auth's, whose names and attributes are from lib/cookies.ts too: app/cookies.test.ts.
  expect(writtenIn(set, "lib/auth/oauth/begin-oauth.ts")).toEqual([]);
  // Of these the first sets one that it is given, and the others read responses of next-auth's or of Next.
  expect(
    writtenIn(
      /["'`]set-cookie["'`]|\bdocument\.cookie|\bdocument, \{ cookie|\bcookieStore\b/gi,
      "components/ui/time-zone.tsx",
      "lib/cookies.ts",
    ),
  ).toEqual([]);
});

test("source keys of lib/billing are built only in lib/billing/source-keys.ts", () => {
  const built = writtenIn(/sourceKey(?:: | = |: \(.*\) => )`[^`]*`/g, "lib/billing/source-keys.ts");
  expect(built.filter((found) => found.startsWith("lib/billing/"))).toEqual([]);
});

test("no source key is parsed: columns say what a lot or an entry is for", () => {
  const taken = [
    ...writtenIn(/[sS]ourceKey\??\.(?:startsWith|endsWith|includes|split|match)\(.*/g),
    ...writtenIn(/source_key (?:NOT )?(?:LIKE|~).*/g),
  ];
  expect(taken).toEqual([]);
});

test("server actions are awaited in transitions only in components/ui, which keeps the page when no answer comes", () => {
  const home = ["components/ui/use-form.ts", "components/ui/use-sending.ts"];
  expect(writtenIn(/useActionState\(|[tT]ransition\(\s*async.*/g, ...home)).toEqual([]);
});

test("a formatter is made once: for its module, or by lib/format/formats.ts", () => {
  expect(writtenIn(/^[ \t]+.*new Intl\.(?:DateTime|Number)Format.*/gm, "lib/format/formats.ts")).toEqual([]);
});

test("the address of a connection is chosen only in lib/env/database-urls.ts", () => {
  expect(writtenIn(/DATABASE_(?:DIRECT_|MIGRATE_)?URL\s*(?:\?\?|\|\|).*/g, "lib/env/database-urls.ts")).toEqual([]);
});
