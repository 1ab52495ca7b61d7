import { createClient } from "@refill/sdk";
import { test } from "vitest";
import { testApi } from "@/dev/testing/api-server";
import { testDatabase } from "@/dev/testing/database";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { newMeter } from "@/lib/catalog/testing/meters";
import { now } from "@/lib/clock";
import { expireDue } from "@/lib/ledger/expire-due";
import { checkInterleavings } from "../src/testing/interleavings.js";

const db = await testDatabase();
closeAppDatabase();
const { url: baseUrl } = await testApi();
await newMeter(db, "m_input");
await newMeter(db, "m_output");

test("over any interleaving of calls, the ledger takes what was delivered, once, and every hold ends", async () => {
  await checkInterleavings(async (balance, faultOf) => {
    const { accountId, token } = await newPerson(db, balance);
    const client = createClient({
      baseUrl,
      token,
      wait: async () => undefined,
      fetch: async (request) => {
        const fault = faultOf(`${request.method} ${new URL(request.url).pathname}`);
        if (fault === "lost") throw new TypeError("fetch failed");
        if (fault === "busy") return new Response(null, { status: 503 });
        const response = await fetch(request);
        if (fault !== "unanswered") return response;
        await response.body?.cancel();
        throw new TypeError("fetch failed");
      },
    });
    return {
      client,
      standing: async () => {
        const account = await db.prisma.creditAccount.findUniqueOrThrow({ where: { id: accountId } });
        return { balance: Number(account.balance), held: Number(account.held) };
      },
      spends: async () => {
        const entries = await db.prisma.ledgerEntry.findMany({ where: { accountId, type: "USAGE" } });
        return entries.map(({ amount, holdId }) => ({ amount: -Number(amount), hold: String(holdId) }));
      },
      passTime: async () => {
        await expireDue(db.sql, accountId, new Date((await now()).getTime() + 301_000));
      },
    };
  }, 12);
});
