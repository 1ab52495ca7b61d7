import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { audit } from "@/lib/audit";
import { auditCsv } from "@/lib/audit-log/audit-csv";
import { listAudit } from "@/lib/audit-log/list-audit";
import { NOON, newUser } from "@/lib/ledger/testing/accounts";

const database = await testDatabase();
const { prisma, sql } = database;

test("records name what they are about, on the page and in the CSV file", async () => {
  const version = { version: 1, creditsPerMonth: 1n };
  const plan = await prisma.plan.create({ data: { key: "pro", versions: { create: { ...version, name: "Pro" } } } });
  const pack = await prisma.creditPack.create({
    data: { key: "five", name: "Pack of five", credits: 5n, amountCents: 100, currency: "usd", lookupKey: "five" },
  });
  const rate = { version: 1, name: "Minutes", unit: "minute", credits: 1n, perUnits: 1n };
  const meter = await prisma.meter.create({ data: { key: "minutes", versions: { create: rate } } });
  const paid = { kind: "PACK", status: "SUCCEEDED", description: "Five credits" } as const;
  const payment = await prisma.payment.create({
    data: { userId: await newUser(database), ...paid, amountCents: 100, currency: "usd" },
  });
  const targets = [
    ["plan", plan.id, "Pro"],
    ["pack", pack.id, "Pack of five"],
    ["meter", meter.id, "Minutes"],
    ["payment", payment.id, "Five credits"],
    ["payment", "gone", null],
    ["job", "7", null],
  ] as const;
  for (const [targetType, targetId] of targets) {
    await audit(prisma, { userId: null }, { action: "test", targetType, targetId }, NOON);
  }

  const page = await listAudit(sql, { limit: 10 });
  const named = page.ok
    ? page.data.map(({ targetType, targetId, targetName }) => [targetType, targetId, targetName])
    : [];
  expect(named).toEqual(expect.arrayContaining(targets.map((one) => [...one])));
  let csv = "";
  for await (const part of auditCsv(sql, {})) csv += part;
  for (const [type, id, name] of targets) expect(csv).toContain(`${type},${id},${name ?? ""},`);
});
