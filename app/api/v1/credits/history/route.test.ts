import { describe, expect, test } from "vitest";
import { POST as consume } from "@/app/api/v1/credits/consume/route";
import { GET } from "@/app/api/v1/credits/history/route";
import { testDatabase } from "@/dev/testing/database";
import { call } from "@/lib/api/testing/call";
import { closeAppDatabase, newPerson } from "@/lib/api/testing/people";
import { archiveSpends } from "@/lib/ledger/archive/move-spends";
import { openAccount } from "@/lib/ledger/open-account";

const db = await testDatabase();
closeAppDatabase();

type Page = { data: { seq: number; type: string; createdAt: string }[]; nextCursor: string | null };

const person = await newPerson(db, 100);
for (let n = 1; n <= 5; n++) await call(consume, "POST", { token: person.token, body: { amount: n } });

const list = (query: string, token = person.token) =>
  call(GET, "GET", { token, url: `/api/v1/credits/history?${query}` });
const pageOf = async (query: string) => (await list(query)).json as Page;

describe("history", () => {
  test("is every entry, newest first, page by page without a gap", async () => {
    const seqs: number[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = await pageOf(`limit=2&cursor=${cursor}`);
      seqs.push(...page.data.map(({ seq }) => seq));
      cursor = page.nextCursor;
    }
    expect(seqs).toEqual([6, 5, 4, 3, 2, 1]);
  });

  test("filters by type and by time", async () => {
    expect((await pageOf("type=GRANT")).data.map(({ seq }) => seq)).toEqual([1]);
    expect((await pageOf("from=2000-01-01&to=2000-01-02")).data).toEqual([]);
    const [newest] = (await pageOf("limit=1")).data;
    const from = encodeURIComponent(newest?.createdAt ?? "");
    expect((await pageOf(`from=${from}`)).data.map(({ seq }) => seq)).toContain(6);
    expect((await pageOf(`to=${from}`)).data.map(({ seq }) => seq)).not.toContain(6);
  });

  test.each([
    ["limit=0", "limit"],
    ["limit=101", "limit"],
    ["limit=ten", "limit"],
    ["type=usage", "type"],
    ["from=yesterday", "from"],
    ["from=2026-02-30", "from"],
    ["from=2026-02-02&to=2026-02-01", "to"],
    ["cursor=forged", "cursor"],
  ])("%s is 422 and names %s", async (query, field) => {
    expect(await list(query)).toMatchObject({ status: 422, json: { errors: [{ field }] } });
  });

  test("never contains another person's entries, even with their cursor", async () => {
    const { nextCursor } = await pageOf("limit=2");
    const other = await newPerson(db, 1);
    const { json } = await list(`cursor=${nextCursor}`, other.token);
    expect((json as Page).data.map(({ seq }) => seq)).toEqual([1]);
  });

  test("says on its last page what archived spends came to, and only there", async () => {
    const old = await newPerson(db, 100);
    for (let n = 1; n <= 4; n++) await call(consume, "POST", { token: old.token, body: { amount: n } });
    const accountId = await openAccount(db.sql, old.id, new Date());
    const [spend] = (await list("type=USAGE&limit=1", old.token)).json.data as { createdAt: string }[];
    await archiveSpends(db.sql, accountId, (spend?.createdAt ?? "").slice(0, 7), [2n, 3n]);
    const { json } = await list("limit=3", old.token);
    expect(json).toMatchObject({ nextCursor: null, archived: { spends: 2, credits: 3 } });
    expect((json as Page).data.map(({ seq }) => seq)).toEqual([5, 4, 1]);
    expect(Date.parse((json.archived as { before: string }).before)).toBeGreaterThan(Date.now());
    expect((await list("type=USAGE", old.token)).json).toHaveProperty("archived");
    for (const query of ["limit=1", "type=GRANT", "from=2000-01-01"])
      expect((await list(query, old.token)).json).not.toHaveProperty("archived");
    expect(await pageOf("")).not.toHaveProperty("archived");
  });
});
