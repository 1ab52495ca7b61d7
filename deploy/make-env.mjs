// Writes the settings of a new installation with fresh secrets, and overwrites nothing:
//   node deploy/make-env.mjs --url https://credits.example.com
// .env.production is for the app, .env.owner for the roles of the database and its migrations. Without --postgres they are for
// compose.yaml, together with .env.grafana, and with .env for Compose itself. With --postgres localhost:5432 they are for a server
// of your own. What only you know (Stripe, the mail server) is left empty: fill it in.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { url: { type: "string" }, folder: { type: "string", default: "." }, postgres: { type: "string" } },
});
if (!URL.canParse(values.url ?? "") || new URL(values.url).protocol !== "https:") {
  fail("Name the address of the app: node deploy/make-env.mjs --url https://credits.example.com");
}

const { postgres } = values;
if (postgres !== undefined && !/^[\w.-]+:\d+$/.test(postgres)) {
  fail("Name the server of PostgreSQL with its port: --postgres localhost:5432");
}

const secret = () => randomBytes(32).toString("base64url");
const owner = secret();
const app = secret();
const database = (role, password, server) => `postgres://${role}:${password}@${server}/refill`;
const server = postgres ?? "postgres:5432";

const example = readFileSync(fileURLToPath(new URL("../.env.example", import.meta.url)), "utf8");
const settings = {
  APP_URL: new URL(values.url).origin,
  ...(postgres
    ? { DATABASE_URL: database("refill_app", app, server), BACKUP_DIR: "/var/lib/refill" }
    : {
        DATABASE_URL: database("refill_app", app, "pgbouncer:6432"),
        DATABASE_DIRECT_URL: database("refill_app", app, server),
      }),
  NEXTAUTH_SECRET: secret(),
  CRON_SECRET: secret(),
  METRICS_TOKEN: secret(),
  METRICS_PORT: "9464",
  TRUSTED_PROXIES: "1",
  WORKER: "separate",
};
const files = {
  ".env.production": Object.entries(settings).reduce(fillIn, example),
  ".env.owner": lines({
    POSTGRES_PASSWORD: secret(),
    REFILL_OWNER_PASSWORD: owner,
    REFILL_APP_PASSWORD: app,
    DATABASE_MIGRATE_URL: database("refill_owner", owner, server),
  }),
  ...(!postgres && {
    ".env.grafana": lines({ GF_SECURITY_ADMIN_PASSWORD: secret() }),
    ".env": lines({ SITE_ADDRESS: new URL(values.url).host }),
  }),
};

const paths = Object.keys(files).map((name) => join(resolve(values.folder), name));
const taken = paths.find((path) => existsSync(path));
if (taken) fail(`${taken} exists already. Its secrets are in use: nothing was written.`);
for (const [name, text] of Object.entries(files)) {
  writeFileSync(join(resolve(values.folder), name), text, { mode: 0o600, flag: "wx" });
}
console.log(`Wrote ${paths.join(", ")}. Fill in STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET, SMTP_URL and MAIL_FROM.`);

/** The example with one value set; a setting that it does not list is added at its end. */
function fillIn(text, [name, value]) {
  const line = new RegExp(`^${name}=.*$`, "m");
  return line.test(text) ? text.replace(line, `${name}=${value}`) : `${text}${name}=${value}\n`;
}

function lines(entries) {
  return Object.entries(entries)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

function fail(sentence) {
  console.error(sentence);
  process.exit(1);
}
