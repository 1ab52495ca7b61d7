import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { createMailLimits, type MailPurpose } from "@/lib/auth/mail-limits";

const database = await testDatabase();
const limits = createMailLimits(database.pool, { perRecipient: 10, perStranger: 3, perRequester: 1_000 });
const newEmail = () => `${randomUUID()}@example.com`;

async function granted(purpose: MailPurpose, to: string, ips: string[]): Promise<number> {
  let mails = 0;
  for (const ip of ips) if ((await limits.take({ purpose, to, ip })).ok) mails += 1;
  return mails;
}

const flood = Array.from({ length: 12 }, () => "198.51.100.9");
const crowd = Array.from({ length: 12 }, (_, n) => `203.0.113.${n}`);

test("one stranger cannot use up the password resets of an address", async () => {
  const to = newEmail();
  expect(await granted("reset_password", to, flood)).toBe(3);
  expect(await granted("reset_password", to.replace("@", "+tag@"), ["198.51.100.9"])).toBe(0);
  expect(await granted("reset_password", to, ["192.0.2.1"])).toBe(1);
});

test("many strangers together cannot flood a mailbox", async () => {
  const to = newEmail();
  expect(await granted("reset_password", to, crowd)).toBe(10);
  expect(await granted("change_email", to, crowd)).toBe(10);
});

test("requests by strangers do not use up the limit of the signed-in owner", async () => {
  const to = newEmail();
  await granted("reset_password", to, [...flood, ...crowd]);
  await granted("change_email", to, [...flood, ...crowd]);
  for (const purpose of ["verify_email", "first_password"] as const) {
    expect(
      await granted(
        purpose,
        to,
        Array.from({ length: 12 }, () => "192.0.2.1"),
      ),
      purpose,
    ).toBe(10);
  }
});
