import { readFileSync } from "node:fs";
import { parseEnv as parseFile } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/env";
import { secretsForTests } from "@/lib/env/testing/secrets";
import { weaknessOf } from "@/lib/env/weak-secret";

const complete = {
  APP_URL: "https://refill.example",
  DATABASE_URL: "postgres://refill@localhost/refill",
  ...secretsForTests(),
};

describe("the settings", () => {
  it("have defaults where they are optional", () => {
    expect(parseEnv(complete)).toMatchObject({ LOCAL_MODE: false, WORKER: "inline", CATALOGUE: "default" });
  });

  it("report everything that is missing, each with its fix, in one message", () => {
    expect(() => parseEnv({})).toThrow(/APP_URL: Set APP_URL[\s\S]*DATABASE_URL: Set[\s\S]*STRIPE_SECRET_KEY: Set/);
  });

  it.each([
    [{ STRIPE_SECRET_KEY: "pk_test_1" }, "A publishable key (pk_) does not work"],
    [{ STRIPE_WEBHOOK_SECRET: "secret" }, "must start with whsec_"],
    [{ DATABASE_URL: "mysql://x" }, "must start with postgres://"],
    [{ DATABASE_URL: "postgres://u:kT9w/mZx+7@db/refill" }, "DATABASE_URL is not a valid address. A password in it"],
    [{ DATABASE_MIGRATE_URL: "postgres://u:kT9w/mZx@db/refill" }, "DATABASE_MIGRATE_URL is not a valid address"],
    [{ DATABASE_POOL_SIZE_WORKER: "2" }, "must be 4 or more"],
    [{ METRICS_PORT: "9464" }, "METRICS_PORT needs a token"],
    [{ METRICS_PORT: "70000", METRICS_TOKEN: "5Qv1zN8rT3kYw7Lb2XcJ9dGh" }, "from 1 to 65535"],
    [{ METRICS_HOST: "http://127.0.0.1" }, "must be an address of this machine"],
    [{ NEXTAUTH_SECRET: "short" }, "32 or more random characters"],
    [{ GITHUB_ID: "only-one" }, "Set both GITHUB_ID and GITHUB_SECRET, or neither."],
    [{ SMTP_URL: "mail.example.com" }, "must be the URL of a mail server"],
    [{ SMTP_URL: "smtp://mail.example.com" }, "Set MAIL_FROM to the sender of emails"],
    [{ EMAIL_VERIFICATION: "on" }, "EMAIL_VERIFICATION"],
    [{ EMAIL_VERIFICATION: "required" }, "needs a mail server: set SMTP_URL and MAIL_FROM"],
    [{ DISPOSABLE_EMAIL: "no" }, "DISPOSABLE_EMAIL"],
    [{ RETENTION_DAYS: "0" }, "from 1 to 9999, or forever. 0 is refused"],
    [{ RETENTION_DAYS: "never" }, "from 1 to 9999, or forever"],
    [{ TRUSTED_PROXIES: "-1" }, "TRUSTED_PROXIES"],
    [{ SECURITY_CONTACT: "the front desk" }, "must be an email address or an https:// address"],
    [{ LOCAL_CLOCK_URL: "http://localhost:1" }, "LOCAL_CLOCK_URL requires LOCAL_MODE=true."],
  ])("refuse %o", (wrong, sentence) => {
    expect(() => parseEnv({ ...complete, ...wrong })).toThrow(sentence);
  });

  it("trust no X-Forwarded-For header unless TRUSTED_PROXIES is set", () => {
    expect(parseEnv(complete).TRUSTED_PROXIES).toBe(0);
    expect(parseEnv({ ...complete, TRUSTED_PROXIES: "2" }).TRUSTED_PROXIES).toBe(2);
  });

  it("take an address for security reports as people write it", () => {
    const contact = (SECURITY_CONTACT: string) => parseEnv({ ...complete, SECURITY_CONTACT }).SECURITY_CONTACT;
    expect(contact("security@example.com")).toBe("mailto:security@example.com");
    expect(contact("mailto:security@example.com")).toBe("mailto:security@example.com");
    expect(contact("https://example.com/security")).toBe("https://example.com/security");
    expect(contact("")).toBeUndefined();
  });

  it("keep personal data for 90 days unless RETENTION_DAYS is set", () => {
    expect(parseEnv(complete).RETENTION_DAYS).toBe(90);
    expect(parseEnv({ ...complete, RETENTION_DAYS: "" }).RETENTION_DAYS).toBe(90);
    expect(parseEnv({ ...complete, RETENTION_DAYS: "30" }).RETENTION_DAYS).toBe(30);
    expect(parseEnv({ ...complete, RETENTION_DAYS: "forever" }).RETENTION_DAYS).toBe("forever");
  });

  it("require verified addresses where emails can be sent, unless that is turned off", () => {
    const mail = { SMTP_URL: "smtp://mail.example.com", MAIL_FROM: "Refill <billing@example.com>" };
    const local = { APP_URL: "http://localhost:3000", LOCAL_MODE: "true", STRIPE_SECRET_KEY: "sk_test_1" };
    const verification = (settings: Record<string, string>) =>
      parseEnv({ ...complete, ...settings }).EMAIL_VERIFICATION;
    expect(verification({})).toBe("off");
    expect(verification({ EMAIL_VERIFICATION: "" })).toBe("off");
    expect(verification(mail)).toBe("required");
    expect(verification(local)).toBe("required");
    expect(verification({ ...mail, EMAIL_VERIFICATION: "off" })).toBe("off");
    expect(verification({ ...local, EMAIL_VERIFICATION: "off" })).toBe("off");
  });

  it("take a publishable key of the secret key's mode, and Stripe.js from elsewhere only with one", () => {
    const pair = (STRIPE_PUBLISHABLE_KEY: string, more: Record<string, string> = {}) =>
      parseEnv({ ...complete, STRIPE_PUBLISHABLE_KEY, ...more }).STRIPE_PUBLISHABLE_KEY;
    const [same, other] = complete.STRIPE_SECRET_KEY.includes("_live_") ? ["live", "test"] : ["test", "live"];
    expect(pair(`pk_${same}_1`, { STRIPE_JS_URL: "https://stripe.example/stripe.js" })).toBe(`pk_${same}_1`);
    expect(pair("")).toBeUndefined();
    expect(() => pair(`pk_${other}_1`)).toThrow("must both be test keys or both be live keys");
    expect(() => pair("", { STRIPE_JS_URL: "https://stripe.example/stripe.js" })).toThrow(
      "Set STRIPE_PUBLISHABLE_KEY too",
    );
  });

  it("have the ids of Stripe objects that a catalogue names, and refuse a product's id for a price", () => {
    const ids = { STRIPE_PRICE_ID_BASIC: " price_1 ", STRIPE_PRODUCT_ID_PRO: "prod_1", STRIPE_PRICE_ID_ELITE: "" };
    expect(parseEnv({ ...complete, ...ids }).STRIPE_IDS).toEqual({
      STRIPE_PRICE_ID_BASIC: "price_1",
      STRIPE_PRODUCT_ID_PRO: "prod_1",
    });
    const swapped = { ...complete, STRIPE_PRICE_ID_BASIC: "prod_1" };
    expect(() => parseEnv(swapped)).toThrow("STRIPE_PRICE_ID_BASIC is the id of a product.");
  });

  it("are all listed in .env.example, which has local mode off and contains no secrets", () => {
    const parsed = parseEnv({ ...example, ...complete });
    // STRIPE_IDS has the settings that begin with STRIPE_PRICE_ID_ or STRIPE_PRODUCT_ID_.
    expect(Object.keys(parsed).filter((name) => !(name in example) && name !== "STRIPE_IDS")).toEqual([]);
    expect(Object.keys(example)).toContain("STRIPE_PRICE_ID_BASIC");
    expect(parsed.LOCAL_MODE).toBe(false);
    expect(Object.entries(example).filter(([name, value]) => /SECRET|KEY$|_URL$/.test(name) && value)).toEqual([
      ["APP_URL", "http://localhost:3000"],
    ]);
    expect(() => parseEnv(example)).toThrow(/DATABASE_URL[\s\S]*NEXTAUTH_SECRET[\s\S]*STRIPE_SECRET_KEY/);
  });
});

const example = parseFile(readFileSync(".env.example", "utf8"));

describe("local mode", () => {
  const local = { ...complete, LOCAL_MODE: "true", APP_URL: "http://localhost:3000", STRIPE_SECRET_KEY: "sk_test_1" };

  it("accepts settings that are safe only on one machine", () => {
    const lax = { NEXTAUTH_SECRET: "x".repeat(32), STRIPE_WEBHOOK_SECRET: "whsec_local" };
    expect(parseEnv({ ...local, ...lax, STRIPE_API_BASE: "http://localhost:12111" }).LOCAL_MODE).toBe(true);
  });

  it("refuses a live key", () => {
    for (const STRIPE_SECRET_KEY of ["sk_live_1", "rk_live_1"]) {
      expect(() => parseEnv({ ...local, STRIPE_SECRET_KEY })).toThrow("must never run with a live key");
    }
  });

  it.each(["https://refill.example", "http://203.0.113.9", "https://a.example.com:8443", "http://[2001:db8::1]:3000"])(
    "refuses the public address %s",
    (APP_URL) => expect(() => parseEnv({ ...local, APP_URL })).toThrow(/LOCAL_MODE is for one machine/),
  );

  it.each([
    "http://127.0.0.1:3000",
    "http://[::1]:3000",
    "http://app.localhost",
    "http://192.168.1.5:3000",
    "http://10.0.0.2",
    "http://laptop:3000",
    "http://laptop.local:3000",
  ])("accepts %s", (APP_URL) => expect(parseEnv({ ...local, APP_URL }).APP_URL).toBe(APP_URL));
});

describe("outside local mode the app refuses", () => {
  it.each([
    ["NEXTAUTH_SECRET", "replace-me-replace-me-replace-me-replace-me", "placeholder"],
    ["NEXTAUTH_SECRET", "only-for-tests-only-for-tests-only-for-tests", "placeholder"],
    ["NEXTAUTH_SECRET", "x".repeat(64), "repeats itself"],
    ["NEXTAUTH_SECRET", "kT9w".repeat(10), "repeats itself"],
    ["NEXTAUTH_SECRET", "ghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ", "is a sequence"],
    ["NEXTAUTH_SECRET", "kT9wQ2mZx7", "32 or more random characters"],
    ["CRON_SECRET", "kT9wQ2mZx7", "24 or more random characters"],
    ["CRON_SECRET", "y".repeat(24), "repeats itself"],
    ["METRICS_TOKEN", "kT9wQ2mZx7", "24 or more random characters"],
    ["METRICS_TOKEN", "y".repeat(24), "repeats itself"],
    ["STRIPE_SECRET_KEY", "sk_test_local", "32 or more random characters"],
    ["STRIPE_WEBHOOK_SECRET", "whsec_local", "32 or more random characters"],
    ["STRIPE_API_BASE", "http://localhost:12111", "must start with https://"],
    ["STRIPE_API_BASE", "http://stripe.example.com", "must start with https://"],
    ["STRIPE_JS_URL", "http://stripe.example.com/stripe.js", "must start with https://"],
    ["STRIPE_PUBLISHABLE_KEY", "sk_test_1", "must start with pk_test_ or pk_live_"],
    ["APP_URL", "http://refill.example", "must start with https://"],
    ["APP_URL", "http://192.168.1.5:3000", "must start with https://"],
    ["APP_URL", "ftp://localhost", "with http:// or https://"],
    ["NEXTAUTH_SECRET", "the quick brown fox jumps over the lazy dog", "made of words"],
    ["NEXTAUTH_SECRET", "TheQuickBrownFoxJumpsOverTheLazyDog", "made of words"],
    ["NEXTAUTH_SECRET", "thequickbrownfoxjumpsoverthelazydog", "made of words"],
    ["NEXTAUTH_SECRET", "Correct-Horse-Battery-Staple-Dragon-2024", "made of words"],
    ["CRON_SECRET", "nobody will ever read this line", "made of words"],
    ["NEXTAUTH_SECRET_PREVIOUS", "x", "32 or more random characters"],
    ["NEXTAUTH_SECRET_PREVIOUS", "the quick brown fox jumps over the lazy dog", "made of words"],
    ["GITHUB_URL", "http://github.example.com", "must start with https://"],
    ["GITHUB_URL", "ftp://localhost", "must start with https://"],
    ["LEDGER_SHARDS", "8", "must be citus, or empty"],
  ])("%s=%s", (name, value, sentence) => {
    expect(() => parseEnv({ ...complete, [name]: value })).toThrow(new RegExp(`${name}: .*${sentence}`));
  });

  describe.each(["DATABASE_URL", "DATABASE_DIRECT_URL", "DATABASE_MIGRATE_URL", "DATABASE_REPLICA_URL"])(
    "in %s",
    (name) => {
      const parse = (url: string) => parseEnv({ ...complete, [name]: url });

      it.each([
        "postgres://postgres:postgres@localhost:5432/refill",
        "postgres://u:changeme@db/refill",
        "postgres://u:ChangeMe123!@db/refill",
        "postgres://u:P%40ssw0rd@db/refill",
        "postgres://u:12345678@db/refill",
        "postgres://u:kT9wQ2m@db/refill",
        "postgres://refill_app:refill-app-1@db/refill",
        "postgres://u:bookkeeping@db/bookkeeping",
        "postgres://u@db/refill?password=postgres",
      ])("the password of %s", (url) => expect(() => parse(url)).toThrow(new RegExp(`${name}: The password in`)));

      it("but not a random password or a missing one", () => {
        for (const url of ["postgres://u@db/refill", "postgres:///refill", "postgres://u:kT9wQ2mZx7@db/refill"]) {
          expect(() => parse(url)).not.toThrow();
        }
        const random = fc.uint8Array({ minLength: 12, maxLength: 24 }).filter((bytes) => new Set(bytes).size > 8);
        fc.assert(
          fc.property(fc.noShrink(random), fc.constantFrom("base64url", "hex"), (bytes, spelling) => {
            expect(() =>
              parse(`postgres://u:${Buffer.from(bytes).toString(spelling as "hex")}@db/refill`),
            ).not.toThrow();
          }),
        );
      });
    },
  );

  it("but accepts http for a GitHub server on a private network", () => {
    expect(parseEnv({ ...complete, GITHUB_URL: "http://github.internal" }).GITHUB_URL).toBe("http://github.internal");
  });

  it("but accepts http on this machine, and random secrets in any common encoding", () => {
    expect(parseEnv({ ...complete, APP_URL: "http://localhost:3000" }).APP_URL).toBe("http://localhost:3000");
    const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
    const spellings = ["base64", "base64url", "hex"] as const;
    fc.assert(
      fc.property(fc.noShrink(bytes(32)), fc.constantFrom(...spellings), (random, spelling) => {
        fc.pre(new Set(random).size > 24);
        expect(weaknessOf(Buffer.from(random).toString(spelling), 32)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});
