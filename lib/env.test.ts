import { readFileSync } from "node:fs";
import { parseEnv as parseFile } from "node:util";
import { describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/env";

const complete = {
  APP_URL: "https://refill.example",
  DATABASE_URL: "postgres://refill@localhost/refill",
  NEXTAUTH_SECRET: "x".repeat(32),
  STRIPE_SECRET_KEY: "sk_live_123",
  STRIPE_WEBHOOK_SECRET: "whsec_123",
};

describe("the settings", () => {
  it("are taken with sound defaults for what may be left out", () => {
    expect(parseEnv(complete)).toMatchObject({ LOCAL_MODE: false, WORKER: "inline", CATALOGUE: "default" });
  });

  it("name everything that is missing, each with its fix, in one message", () => {
    expect(() => parseEnv({})).toThrow(/APP_URL: Set APP_URL[\s\S]*DATABASE_URL: Set[\s\S]*STRIPE_SECRET_KEY: Set/);
  });

  it.each([
    [{ STRIPE_SECRET_KEY: "pk_test_1" }, "a publishable key (pk_) will not do"],
    [{ STRIPE_WEBHOOK_SECRET: "secret" }, "must begin with whsec_"],
    [{ DATABASE_URL: "mysql://x" }, "must begin with postgres://"],
    [{ DATABASE_POOL_SIZE: "2" }, "must be 4 or more"],
    [{ NEXTAUTH_SECRET: "short" }, "32 or more random characters"],
    [{ GITHUB_ID: "only-one" }, "Set both GITHUB_ID and GITHUB_SECRET, or neither."],
    [{ SMTP_URL: "mail.example.com" }, "must be a mail server's address"],
    [{ SMTP_URL: "smtp://mail.example.com" }, "Set MAIL_FROM to whom mails come from"],
    [{ LOCAL_CLOCK_URL: "http://localhost:1" }, "LOCAL_CLOCK_URL needs LOCAL_MODE=true."],
  ])("refuse %o", (wrong, sentence) => {
    expect(() => parseEnv({ ...complete, ...wrong })).toThrow(sentence);
  });

  it("refuse local mode with a live key", () => {
    expect(() => parseEnv({ ...complete, LOCAL_MODE: "true" })).toThrow("must never run with a live key");
    expect(() => parseEnv({ ...complete, LOCAL_MODE: "true", STRIPE_SECRET_KEY: "rk_live_1" })).toThrow("live key");
    expect(parseEnv({ ...complete, LOCAL_MODE: "true", STRIPE_SECRET_KEY: "sk_test_1" }).LOCAL_MODE).toBe(true);
  });

  it("are complete in .env.example, which names every one of them", () => {
    const example = parseFile(readFileSync(".env.example", "utf8"));
    const parsed = parseEnv(example);
    expect(Object.keys(parsed).filter((name) => !(name in example))).toEqual([]);
  });
});
