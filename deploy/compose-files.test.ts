import { existsSync, readFileSync } from "node:fs";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { CRON_TASKS } from "@/lib/jobs/cron-tasks";
import { scripts } from "@/package.json";
import vercel from "@/vercel.json";
// From github.com/compose-spec/compose-spec, commit 170098b (Apache License 2.0): the schemas on npm are years older.
import composeSpec from "./compose/testing/compose-spec.json";
import { commandsOf } from "./image/commands.mjs";

type Service = {
  command?: string[];
  user?: string;
  image: string;
  build?: string;
  read_only?: boolean;
  env_file?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  secrets?: string[];
  depends_on?: Record<string, { condition: string }> | string[];
};
type Compose = {
  services: Record<string, Service>;
  volumes: Record<string, null>;
  secrets?: Record<string, { environment?: string }>;
};

const read = (file: string): Compose => parse(readFileSync(file, "utf8"), { merge: true });
const FILES = ["compose.yaml", "compose.observability.yaml", "compose.citus.yaml"];
const { services } = read("compose.yaml");
const commands = ["start", ...Object.keys(commandsOf(scripts))];

const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
for (const format of ["duration", "expose", "ports", "subnet_ip_address"]) ajv.addFormat(format, true);
// It names its draft by another address than the validator does.
const { $schema: _draft, ...schema } = composeSpec;
const isCompose = ajv.compile(schema);

test.each(FILES)("%s is what the Compose specification says", (file) => {
  isCompose(read(file));
  expect(isCompose.errors ?? []).toEqual([]);
});

test("migrations and the seed have succeeded before anything serves, and PostgreSQL is ready before them", () => {
  expect(services.migrate?.depends_on).toEqual({ postgres: { condition: "service_healthy" } });
  expect(services.seed?.depends_on).toMatchObject({ migrate: { condition: "service_completed_successfully" } });
  for (const name of ["web-1", "web-2", "worker"]) {
    expect(services[name]?.depends_on).toMatchObject({ seed: { condition: "service_completed_successfully" } });
  }
});

test("Prometheus reaches the worker in its container, whatever .env.production says", () => {
  expect(services.worker?.environment).toMatchObject({ METRICS_HOST: "0.0.0.0" });
  expect(readFileSync("Dockerfile", "utf8")).toContain(" METRICS_HOST=0.0.0.0 ");
});

test("every container of the app is read-only, and only the migrations know the owner of the tables", () => {
  const ours = Object.entries(services).filter(([, service]) => service.build);
  expect(ours.map(([name]) => name).sort()).toEqual(["migrate", "seed", "web-1", "web-2", "worker"]);
  for (const [name, service] of ours) {
    expect(service.read_only).toBe(true);
    expect([name, service.env_file?.includes(".env.owner")]).toEqual([name, name === "migrate"]);
  }
});

// github.com/docker/compose/pull/12531: it is copied into the container, and only one from a file is mounted.
test("no service whose secret comes from the environment is read-only: Compose would refuse to start it", () => {
  const { services: observed, secrets } = read("compose.observability.yaml");
  const users = Object.values(observed).filter(({ secrets: used = [] }) =>
    used.some((name) => secrets?.[name]?.environment),
  );
  expect(users.length).toBeGreaterThan(0);
  expect(users.filter((service) => service.read_only)).toEqual([]);
});

test("what the files of deploy, Compose and the hosts start exists: commands, mounted files, services waited for", () => {
  const all = { ...services, ...read("compose.observability.yaml").services };
  const cluster = read("compose.citus.yaml").services;
  expect(Object.keys(all)).toContain("postgres");
  Object.assign(all, cluster, { "postgres of one server": services.postgres });
  for (const service of Object.values(all)) {
    if (service.build && service.command) expect(commands).toContain(service.command[1]);
    const awaited = service.depends_on ?? [];
    for (const name of Array.isArray(awaited) ? awaited : Object.keys(awaited))
      expect(Object.keys(all)).toContain(name);
    const mounted = (service.volumes ?? [])
      .map((volume) => volume.split(":")[0] ?? "")
      .filter((from) => from.startsWith("./deploy/"));
    expect(mounted.filter((path) => !existsSync(path))).toEqual([]);
  }
  const hosts = ["fly.toml", "render.yaml", "railway.json", "railway-worker.json"].map((name) =>
    readFileSync(`deploy/hosts/${name}`, "utf8"),
  );
  const started = hosts.flatMap((text) =>
    [...text.matchAll(/\brefill ([a-z][\w:]*)(?=["\n])/g)].map(([, name]) => name),
  );
  expect(started.length).toBeGreaterThanOrEqual(8);
  for (const name of started) expect(commands).toContain(name);
});

test("Vercel's schedule calls tasks that exist, within the time that they are given", () => {
  for (const { path } of vercel.crons) expect([...CRON_TASKS.keys()]).toContain(path.replace("/api/cron/", ""));
  for (const [file, { maxDuration }] of Object.entries(vercel.functions)) {
    expect(existsSync(file)).toBe(true);
    expect(maxDuration).toBeGreaterThanOrEqual(60);
  }
});
