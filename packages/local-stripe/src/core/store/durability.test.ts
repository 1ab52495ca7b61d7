import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildCustomer } from "../../customers/object";
import { Clock } from "../clock/clock";
import { noReactions } from "../reactions";
import { FolderInUse } from "./lock";
import { engineOrigin, Store } from "./store";
import { type Tables, tableNames } from "./tables";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "local-stripe-store-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const compactAfterBytes = 6000;
const open = () => new Store(new Clock(0, () => 1_800_000_000_000), noReactions, directory, compactAfterBytes);
const journal = () => join(directory, "journal.jsonl");
const size = (path: string) => (existsSync(path) ? statSync(path).size : 0);

type Step = { customer: number; kind: "put" | "remove" | "both"; name: string };
const steps = fc.array(
  fc.record({
    customer: fc.nat(6),
    kind: fc.constantFrom<Step["kind"]>("put", "both", "remove"),
    name: fc.string({ maxLength: 40, unit: "binary" }),
  }),
  { minLength: 1, maxLength: 40 },
);

test("a journal cut at any byte restores the state after its last whole transaction", () => {
  fc.assert(
    fc.property(steps, fc.double({ min: 0, max: 1, noNaN: true }), (lives, cut) => {
      const store = fresh();
      const states = [{ bytes: 0, state: contents(store) }];
      for (const step of lives) {
        perform(store, step);
        // A compaction empties the journal: what came before cannot be lost any more.
        if (size(journal()) <= (states.at(-1)?.bytes ?? 0)) states.length = 0;
        states.push({ bytes: size(journal()), state: contents(store) });
      }
      store.close();
      const least = states[0]?.bytes ?? 0;
      const at = Math.floor(least + cut * (size(journal()) - least));
      if (existsSync(journal())) truncateSync(journal(), at);
      const again = open();
      expect(contents(again)).toEqual(states.findLast((each) => each.bytes <= at)?.state);
      again.close();
    }),
    { numRuns: 60 },
  );
});

test("a crash between the new snapshot and the emptied journal repeats nothing", () => {
  const store = fresh();
  const kept = join(directory, "journal.kept");
  for (let n = 0; n < 200; n += 1) {
    if (existsSync(journal())) copyFileSync(journal(), kept);
    const before = size(journal());
    perform(store, { customer: n % 5, kind: n % 3 === 0 ? "remove" : "both", name: `n${n}` });
    if (size(journal()) < before) break;
  }
  const state = contents(store);
  store.close();
  copyFileSync(kept, journal());
  writeFileSync(join(directory, "snapshot.jsonl.draft"), '{"seq":1,"cha');
  const again = open();
  expect(contents(again)).toEqual(state);
  perform(again, { customer: 9, kind: "put", name: "goes on" });
  again.close();
  const third = open();
  expect(third.get("customer", "cus_9")?.name).toBe("goes on");
  third.close();
});

test("the folder stays within a few times the state, however much is written", () => {
  const store = fresh();
  for (let n = 0; n < 3000; n += 1) store.write(engineOrigin, (tx) => tx.set("count", n));
  expect(size(journal()) + size(join(directory, "snapshot.jsonl"))).toBeLessThan(10 * compactAfterBytes);
  store.close();
});

test("events share the rows they show, also after a restart", () => {
  const store = fresh();
  perform(store, { customer: 1, kind: "put", name: "a" });
  store.close();
  const again = open();
  const [event] = again.rows("event");
  expect(event?.data.object).toBe(again.get("customer", "cus_1"));
  again.close();
});

test("a folder has one writer: a second is refused, and a dead one's lock is taken over", () => {
  const first = open();
  expect(open).toThrow(FolderInUse);
  first.close();
  // No process has this id; and our own id with another start time is a different process.
  for (const stale of ["999999999 1\n", `${process.ppid} 1\n`, "", "garbage\n"]) {
    writeFileSync(join(directory, "lock"), stale);
    open().close();
  }
  writeFileSync(join(directory, "lock"), `${process.ppid} \n`);
  expect(open).toThrow(/in use by another local Stripe/);
});

test("a line damaged anywhere but at the end is an error", () => {
  const store = fresh();
  perform(store, { customer: 1, kind: "put", name: "a" });
  store.close();
  appendFileSync(journal(), "not json\n");
  expect(open).toThrow();
});

/** An empty folder and the store on it. */
function fresh(): Store {
  rmSync(directory, { recursive: true, force: true });
  directory = mkdtempSync(join(tmpdir(), "local-stripe-store-"));
  return open();
}

function perform(store: Store, step: Step): void {
  store.write(engineOrigin, (tx) => {
    const id = `cus_${step.customer}`;
    if (step.kind !== "put") tx.remove("customer", id);
    if (step.kind !== "remove") tx.put("customer", { ...customer(id), name: step.name });
  });
}

function contents(store: Store): Record<string, unknown> {
  return Object.fromEntries(tableNames.map((table) => [table, structuredClone(store.rows(table))]));
}

function customer(id: string): Tables["customer"] {
  return buildCustomer({
    id,
    created: 1,
    email: null,
    name: null,
    phone: null,
    description: null,
    address: null,
    shipping: null,
    metadata: {},
    invoicePrefix: "AAAA",
    defaultPaymentMethod: null,
    preferredLocales: [],
    taxExempt: "none",
    balance: 0,
  });
}
