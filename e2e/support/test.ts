import { test as base, expect } from "@playwright/test";
import { COOKIES } from "../../lib/cookies";
import { database } from "../../lib/db";

const KNOWN_COOKIES: ReadonlySet<string> = new Set(Object.values(COOKIES).map(({ name }) => name));

/**
 * Playwright's test that also fails on unexpected errors: an error on the console, an uncaught exception, or a response
 * with a server error. A test that provokes one lists it: `test.use({ expectedErrors: [/402/] })`. It also fails on a cookie that
 * lib/cookies.ts does not list.
 */
export const test = base.extend<{ expectedErrors: RegExp[]; quietPages: undefined }, { closedDatabase: undefined }>({
  expectedErrors: [[], { option: true }],
  quietPages: [
    async ({ context, expectedErrors }, use) => {
      const seen: string[] = [];
      context.on("console", (message) => {
        if (message.type() === "error") seen.push(`${message.text()} (${message.location().url})`);
      });
      context.on("weberror", (event) => seen.push(`uncaught: ${event.error().message}`));
      context.on("response", (response) => {
        if (response.status() >= 500) seen.push(`${response.status()} ${response.url()}`);
      });
      await use(undefined);
      const unexpected = seen.filter((line) => !expectedErrors.some((pattern) => pattern.test(line)));
      expect(unexpected, "errors on the page").toEqual([]);
      const cookies = (await context.cookies()).map(({ name }) => name);
      expect(cookies.filter((name) => !KNOWN_COOKIES.has(name))).toEqual([]);
    },
    { auto: true },
  ],
  // Stories set up their data in the app's database; its connections are closed after the tests.
  closedDatabase: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from it that nothing else is needed.
    async ({}, use) => {
      await use(undefined);
      if (process.env.DATABASE_URL) await database().close();
    },
    { auto: true, scope: "worker" },
  ],
});

export { expect };
