import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { testDatabase } from "@/dev/testing/database";
import { isConnectionHeld } from "@/lib/held-connection";

const database = await testDatabase();

test("code inside a transaction is known to hold a connection, however deeply nested; other code is not", async () => {
  const deep = async () => Promise.all([Promise.resolve().then(isConnectionHeld)]);
  expect(isConnectionHeld()).toBe(false);
  expect(await database.transaction(deep)).toEqual([true]);
  const failing = database.transaction(async () => Promise.reject(new Error("taken back")));
  await expect(failing).rejects.toThrow("taken back");
  expect(await deep()).toEqual([false]);
});

/** Connections for the worker's locks, which run no other queries. */
const OWN_CONNECTIONS = ["lib/db.ts", "lib/jobs/liveness.ts"];

test("transactions are started, and connections acquired, in one place", () => {
  const folders = ["app", "components", "lib"];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
  );
  const sources = files.filter((file) => /\.tsx?$/.test(file) && !/generated|testing|\.test\.tsx?$/.test(file));
  const elsewhere = sources.filter((file) => /\$transaction\(|pool\.connect\(/.test(readFileSync(file, "utf8")));
  expect(elsewhere.filter((file) => !OWN_CONNECTIONS.includes(file))).toEqual([]);
});
