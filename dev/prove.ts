import { parseArgs } from "node:util";
import { prove } from "./prove/prove";
import { startRemote } from "./prove/remote";
import { reportOf } from "./prove/report";

// npm run prove: puts load on the app while it, its database, Stripe and the clock fail, and prints what was acknowledged, lost and
// doubled, and how long healing took. On a stack of its own, or on yours: docs/testing.md.
const { values } = parseArgs({
  options: {
    url: { type: "string" },
    key: { type: "string", default: process.env.REFILL_SERVICE_KEY ?? "" },
    account: { type: "string", multiple: true, default: [] },
    fault: { type: "string", multiple: true, default: [] },
    callers: { type: "string", default: "16" },
    calm: { type: "string", default: "5" },
  },
});
const say = (sentence: string) => console.log(sentence);
const { url, key, account: accounts, fault: faults } = values;
// The calls to the local Stripe that this process makes itself.
process.env.LOG_LEVEL ??= "warn";
const { startLocal } = await import("./prove/local");
const target = url === undefined ? await startLocal(say) : startRemote({ url, key, accounts, faults });
let ok = false;
try {
  const proof = await prove(target, { callers: Number(values.callers), calmMs: Number(values.calm) * 1_000, say });
  console.log(`\n${reportOf(proof)}`);
  ok = proof.audit.lost.length + proof.audit.doubled.length + proof.audit.unasked.length + proof.wrong.length === 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
} finally {
  await target.stop();
}
process.exit(ok ? 0 : 1);
