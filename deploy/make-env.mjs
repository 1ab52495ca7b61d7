// Writes the settings of a new installation with fresh secrets, and overwrites nothing:
//   node deploy/make-env.mjs --url https://credits.example.com
// .env.production is for the app, .env.owner for the database and its migrations, .env.grafana for Grafana. compose.yaml reads
// them. What only you know (Stripe, the mail server) is left empty: fill it in.
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: { url: { type: "string" }, folder: { type: "string", default: "." } },
});
if (!URL.canParse(values.url ?? "") || new URL(values.url).protocol !== "https:") {
  fail("Name the address of the app: node deploy/make-env.mjs --url https://credits.example.com");
}

const secret = () => randomBytes(32).toString("base64url");
const owner = secret();
const app = secret();
const direct = `postgres://refill_app:${app}@postgres:5432/refill`;

const example = readFileSync(fileURLToPath(new URL("../.env.example", import.meta.url)), "utf8");
const settings = {
  APP_URL: new URL(values.url).origin,
  DATABASE_URL: `postgres://refill_app:${app}@pgbouncer:6432/refill`,
  DATABASE_DIRECT_URL: direct,
  NEXTAUTH_SECRET: secret(),
  CRON_SECRET: secret(),
  METRICS_TOKEN: secret(),
  TRUSTED_PROXIES: "1",
  WORKER: "separate",
};
const files = {
  ".env.production": Object.entries(settings).reduce(fillIn, example),
  ".env.owner": lines({
    POSTGRES_PASSWORD: secret(),
    REFILL_OWNER_PASSWORD: owner,
    REFILL_APP_PASSWORD: app,
    DATABASE_MIGRATE_URL: `postgres://refill_owner:${owner}@postgres:5432/refill`,
  }),
  ".env.grafana": lines({ GF_SECURITY_ADMIN_PASSWORD: secret() }),
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
