import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { EntryTable } from "@/components/credits/entry-table";
import { historyRows } from "@/components/credits/history-rows";
import { aHold, anEntry } from "@/components/credits/testing/entries";

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 21, 12, minutes));

const entries = [
  anEntry({ seq: 3n, type: "USAGE", description: "Summary", amount: -5n, createdAt: at(30) }),
  anEntry({ seq: 2n, type: "USAGE", description: "Translation", amount: -5n, createdAt: at(20) }),
  anEntry({ seq: 1n, type: "GRANT", amount: 100n, createdAt: at(0) }),
];

const titles = (holds: Parameters<typeof historyRows>[1], of = entries) =>
  historyRows(of, holds).map((row) =>
    row.kind === "not charged" ? `${row.holds.length} not charged` : String(row.entries[0].seq),
  );

test("work that took nothing is between the entries before and after it; the same work again shares a row", () => {
  const failed = { description: "Summary", status: "RELEASED" } as const;
  const holds = [
    aHold({ ...failed, closedAt: at(25) }),
    aHold({ ...failed, closedAt: at(24) }),
    aHold({ ...failed, status: "EXPIRED", closedAt: at(22) }),
    aHold({ ...failed, closedAt: at(10) }),
  ];
  expect(titles(holds)).toEqual(["3", "2 not charged", "1 not charged", "2", "1 not charged", "1"]);
  // A spend between them keeps them apart, and so does another amount.
  expect(titles([aHold({ ...failed, closedAt: at(31) }), aHold({ ...failed, closedAt: at(29) })])).toEqual([
    "1 not charged",
    "3",
    "1 not charged",
    "2",
    "1",
  ]);
  expect(titles([aHold({ closedAt: at(33) }), aHold({ closedAt: at(32), amount: 6n })]).slice(0, 2)).toEqual([
    "1 not charged",
    "1 not charged",
  ]);
  expect(titles([aHold({ closedAt: at(40) })])).toEqual(["1 not charged", "3", "2", "1"]);
  expect(titles([aHold({ closedAt: at(40) })], [])).toEqual(["1 not charged"]);
  expect(titles([])).toEqual(["3", "2", "1"]);
});

test("its row says that nothing was charged, and why", () => {
  const html = (...holds: Parameters<typeof historyRows>[1]) =>
    renderToStaticMarkup(<EntryTable entries={[]} notCharged={holds} sources={new Map()} meters={new Map()} />);
  const hold = { description: "Report", amount: 20n, closedAt: at(1) };
  expect(html(aHold({ ...hold, status: "RELEASED" }))).toContain("Not charged · 20 credits held, then released");
  expect(html(aHold({ ...hold, status: "EXPIRED", amount: 1n }))).toContain("1 credit held until the hold expired");
  expect(html(aHold({ ...hold, description: "", metadata: { $refill: { model: "m-1" } } }))).toContain("m-1");
  expect(html(aHold({ ...hold, status: "RELEASED" }), aHold({ ...hold, status: "RELEASED" }))).toContain("2 × Report");
});
