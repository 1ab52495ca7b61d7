import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scripts } from "@/package.json";
import { commandsOf } from "./image/commands.mjs";

const FOLDER = "docs/deploy/systemd";
const units = readdirSync(FOLDER).map((name) => ({ name, text: readFileSync(join(FOLDER, name), "utf8") }));
const services = units.filter(({ name }) => name.endsWith(".service"));
const ofMigrations = "refill-migrate.service";

test.each(services)("$name gives the process nothing that it does not need, and starts commands that exist", (unit) => {
  for (const line of [
    ...[
      "NoNewPrivileges=yes",
      "ProtectSystem=strict",
      "ProtectHome=yes",
      "PrivateDevices=yes",
      "CapabilityBoundingSet=",
    ],
    ...["User=refill", "SystemCallFilter=@system-service", "RestrictNamespaces=yes"],
  ]) {
    expect(unit.text.split("\n")).toContain(line);
  }
  const started = [...unit.text.matchAll(/refill\.mjs (\S+)/g)].map(([, name]) => name);
  expect(started.length).toBeGreaterThan(0);
  for (const name of started) expect(["start", ...Object.keys(commandsOf(scripts))]).toContain(name);
  expect([unit.name, unit.text.includes(".env.owner")]).toEqual([unit.name, unit.name === ofMigrations]);
});

test("a timer starts a unit that exists", () => {
  const timers = units
    .filter(({ name }) => name.endsWith(".timer"))
    .map(({ name }) => name.replace(".timer", ".service"));
  expect(timers.length).toBeGreaterThan(0);
  expect(services.map(({ name }) => name)).toEqual(expect.arrayContaining(timers));
});

test("systemd accepts the units and finds them well confined", { tags: ["full"] }, (context) => {
  const analyze = (...words: string[]) => spawnSync("systemd-analyze", words, { cwd: FOLDER, encoding: "utf8" });
  // It looks for the programs that the units start.
  if (analyze("--version").status !== 0 || !existsSync("/usr/bin/node")) context.skip();
  expect(analyze("verify", ...units.map(({ name }) => `./${name}`))).toMatchObject({ status: 0, stderr: "" });
  for (const file of services.map(({ name }) => `./${name}`)) {
    const { stdout } = analyze("security", "--offline=true", "--no-pager", file);
    const [, level = "10"] = /exposure level for \S+: ([\d.]+)/.exec(stdout) ?? [];
    expect([file, Number(level) < 2]).toEqual([file, true]);
  }
});
