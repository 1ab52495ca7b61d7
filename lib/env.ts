import { existsSync } from "node:fs";
import { z } from "zod";
import { backupSettings, restoreSchema } from "@/lib/env/backup-settings";
import { databaseUrl, optionalDatabaseUrl } from "@/lib/env/database-url";
import { origins } from "@/lib/env/origins";
import { stripeIdsIn, stripeIdsSchema } from "@/lib/env/stripe-ids";
import { unsafeSettings } from "@/lib/env/unsafe-settings";

const flag = z.enum(["true", "false", ""]).transform((value) => value === "true");
const flagOrDefault = z
  .enum(["true", "false", ""])
  .optional()
  .transform((value) => (value ? value === "true" : undefined));
const optional = z.preprocess((value) => (value === "" ? undefined : value), z.string().optional());
const optionalUrl = z.preprocess((value) => (value === "" ? undefined : value), z.url().optional());
const unset = (value: unknown) => (value === "" ? undefined : value);
const credits = (initial: number) => z.coerce.number().int().min(0).max(1_000_000_000).default(initial);
const count = (initial: number) => z.coerce.number().int().positive().default(initial);

/** Every setting, grouped by what it enables. Each message names the fix. */
const schema = z
  .object({
    // The app
    APP_URL: z.url({
      protocol: /^https?$/,
      error: "Set APP_URL to the address of the app with http:// or https://, such as http://localhost:3000.",
    }),
    LOG_LEVEL: z.preprocess(
      unset,
      z.enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"]).default("info"),
    ),
    /** Pages are replaced by a maintenance page with status 503; webhooks, health checks and the API go on. */
    MAINTENANCE: flag.default(false),
    /** Where to report a security problem: an email address or a URL, for /.well-known/security.txt. */
    SECURITY_CONTACT: z.preprocess(
      unset,
      z
        .string()
        .regex(
          /^(mailto:)?[^\s@:]+@[^\s@]+\.[^\s@]+$|^(https:\/\/|tel:)\S+$/,
          "SECURITY_CONTACT must be an email address or an https:// address, such as security@example.com.",
        )
        .transform((contact) => (/^(mailto|https|tel):/.test(contact) ? contact : `mailto:${contact}`))
        .optional(),
    ),
    /**
     * The origins of other apps whose pages may call the API with a customer's token, and whose addresses Checkout and the portal may
     * lead back to.
     */
    ALLOWED_ORIGINS: origins("ALLOWED_ORIGINS"),
    /** Whether browsers use https for the subdomains of APP_URL's host as well. */
    HSTS_SUBDOMAINS: flagOrDefault.transform((value) => value ?? true),
    // Database
    DATABASE_URL: databaseUrl("DATABASE_URL"),
    /** The same database with the role that owns the tables; only `npm run migrate` uses it. */
    DATABASE_MIGRATE_URL: optionalDatabaseUrl("DATABASE_MIGRATE_URL"),
    /**
     * The database server itself, when DATABASE_URL is a pooler in transaction mode. The worker, live balances, long
     * locks, the commands and migrations connect to it.
     */
    DATABASE_DIRECT_URL: optionalDatabaseUrl("DATABASE_DIRECT_URL"),
    /** Whether hot statements and the reads of pages use named prepared statements; by default, unless there is such a pooler. */
    DATABASE_PREPARED_STATEMENTS: flagOrDefault,
    /** Connections of each of the two pools per purpose: requests, background work, live balances. */
    DATABASE_POOL_SIZE: z.coerce.number().int().min(2, "DATABASE_POOL_SIZE must be 2 or more.").default(10),
    DATABASE_POOL_SIZE_WORKER: z.coerce
      .number()
      .int()
      .min(4, "DATABASE_POOL_SIZE_WORKER must be 4 or more: the worker keeps two connections for itself.")
      .default(6),
    DATABASE_POOL_SIZE_LIVE: count(2),
    /** A streaming replica of the database, where reports, lists and exports are read. */
    DATABASE_REPLICA_URL: optionalDatabaseUrl("DATABASE_REPLICA_URL"),
    /** How far behind it may be to be used for reports that say how old they are. */
    DATABASE_REPLICA_MAX_LAG_SECONDS: count(30),
    DATABASE_POOL_SIZE_REPLICA: count(4),
    /** What divides the ledger by account over several servers; by default nothing does. */
    LEDGER_SHARDS: z.preprocess(
      unset,
      z.enum(["citus"], { error: "LEDGER_SHARDS must be citus, or empty for a ledger on one server." }).optional(),
    ),
    // Sign-in
    NEXTAUTH_SECRET: z
      .string({ error: "Set NEXTAUTH_SECRET to 32 or more random characters (openssl rand -base64 32)." })
      .min(32, "NEXTAUTH_SECRET needs 32 or more random characters (openssl rand -base64 32)."),
    /** The previous secret, during a rotation: what it sealed is still accepted, and re-sealed on use. */
    NEXTAUTH_SECRET_PREVIOUS: optional,
    /** Whether admins need a second factor; by default, everywhere but in local mode. */
    ADMIN_REQUIRE_2FA: flagOrDefault,
    /**
     * Failed sign-ins per account and hour, across all addresses, from devices that never signed in to it. A known
     * device has 15 of its own, so 85 makes a total of 100.
     */
    SIGN_IN_LIMIT_PER_ACCOUNT: z.coerce
      .number()
      .int()
      .min(4, "SIGN_IN_LIMIT_PER_ACCOUNT must be 4 or more, or people lock themselves out.")
      .max(85, "SIGN_IN_LIMIT_PER_ACCOUNT must be 85 or less: a password must not be tried 100 times an hour.")
      .default(80),
    /** Failed sign-ins per address in 15 minutes, and new accounts per hour. */
    SIGN_IN_LIMIT_PER_IP: count(200),
    SIGN_UP_LIMIT_PER_IP: count(60),
    /** Proxies in front of the app that append to X-Forwarded-For; with 0 that header is ignored. */
    TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
    /** A GitHub Enterprise Server to sign in with instead of github.com. */
    GITHUB_URL: z.preprocess((value) => (value === "" ? undefined : value), z.url().default("https://github.com")),
    /** Whether free credits wait until the address is verified; by default, wherever emails are sent. */
    EMAIL_VERIFICATION: z.preprocess(unset, z.enum(["required", "off"]).optional()),
    /** Whether disposable email domains may sign up. */
    DISPOSABLE_EMAIL: z.preprocess(unset, z.enum(["refuse", "allow"]).default("refuse")),
    GITHUB_ID: optional,
    GITHUB_SECRET: optional,
    GOOGLE_ID: optional,
    GOOGLE_SECRET: optional,
    // Stripe
    STRIPE_SECRET_KEY: z
      .string({
        error: "Set STRIPE_SECRET_KEY: a secret or restricted key from the Stripe dashboard, Developers > API keys.",
      })
      .regex(/^(sk|rk)_/, "STRIPE_SECRET_KEY must start with sk_ or rk_. A publishable key (pk_) does not work."),
    STRIPE_WEBHOOK_SECRET: z
      .string({
        error: "Set STRIPE_WEBHOOK_SECRET: the signing secret of the webhook endpoint in the Stripe dashboard.",
      })
      .regex(/^whsec_/, "STRIPE_WEBHOOK_SECRET must start with whsec_."),
    /** The address of Stripe's API, if not api.stripe.com. */
    STRIPE_API_BASE: optionalUrl,
    /** Requests to Stripe that all processes may send in any second. */
    STRIPE_REQUESTS_PER_SECOND: z.preprocess(unset, z.coerce.number().int().positive().optional()),
    /** Lets people pay in the app's own pages. Without it, they pay on Stripe's. */
    STRIPE_PUBLISHABLE_KEY: z.preprocess(
      unset,
      z
        .string()
        .regex(
          /^pk_(test|live)_/,
          "STRIPE_PUBLISHABLE_KEY must start with pk_test_ or pk_live_, from the same page as the secret key.",
        )
        .optional(),
    ),
    /** The address of Stripe.js, if not Stripe's own. */
    STRIPE_JS_URL: optionalUrl,
    // Email: without a mail server, emails are kept; in local mode they are read in the outbox
    SMTP_URL: z.preprocess(
      (value) => (value === "" ? undefined : value),
      z
        .string()
        .regex(/^smtps?:\/\/[^/]/, "SMTP_URL must be the URL of a mail server, such as smtp://user:password@host:587.")
        .optional(),
    ),
    MAIL_FROM: z.preprocess(
      (value) => (value === "" ? undefined : value),
      z
        .string()
        .regex(/\S+@\S+/, "MAIL_FROM must contain an email address, such as Refill <billing@example.com>.")
        .optional(),
    ),
    // Credits
    CATALOGUE: z.string().default("default"),
    /** STRIPE_PRICE_ID_… and STRIPE_PRODUCT_ID_…, which a catalogue file may name. */
    STRIPE_IDS: stripeIdsSchema,
    /** Whether users may cancel their plan immediately, not only at the end of the period. */
    CANCEL_NOW: flag.default(true),
    PLAN_GRACE_HOURS: z.coerce.number().int().min(0).default(72),
    /** Checkout sessions and top-ups a user may start per hour. */
    PURCHASE_LIMIT_PER_HOUR: count(30),
    /** Requests per minute to Stripe on behalf of one user. */
    STRIPE_LIMIT_PER_MINUTE: count(60),
    // Admins
    /** The most credits an admin can add or take at once without typing the amount again. */
    ADMIN_ADJUSTMENT_LIMIT: credits(10_000),
    // Growth
    /** Credits for each side of a referral when the referred user first pays for a plan; 0 is none. */
    REFERRAL_CREDITS_REFERRER: credits(100),
    REFERRAL_CREDITS_REFERRED: credits(100),
    /** Rewarded referrals per user, in total. */
    REFERRAL_CAP: z.coerce.number().int().min(0).default(50),
    /** Invalid promo codes a user may try per hour. */
    PROMO_CODE_TRIES_PER_HOUR: count(10),
    /** Whether packs are sold as gift codes. Codes that were sold can be redeemed either way. */
    GIFT_CODES: flag.default(false),
    /** How many days after its payment a gift code can be redeemed. */
    GIFT_CODE_DAYS: count(1_826),
    // Background work: in the web process, or only in `npm run worker`
    WORKER: z.enum(["inline", "separate"]).default("inline"),
    WORKER_CONCURRENCY: count(4),
    /** The most windows a second that each run of the refill job grants. */
    REFILLS_PER_SECOND: count(2_000),
    /** How long a process that is asked to stop serves on, so that load balancers notice; 0 in local mode, 5 otherwise. */
    SHUTDOWN_NOTICE_SECONDS: z.preprocess(
      unset,
      z.coerce
        .number()
        .int()
        .min(0)
        .max(10, "SHUTDOWN_NOTICE_SECONDS must be 0 to 10: a process stops within 20 seconds.")
        .optional(),
    ),
    /** Days that webhook payloads, emails and reports are kept with the personal data in them. */
    RETENTION_DAYS: z.preprocess(
      unset,
      z
        .string()
        .regex(
          /^(forever|[1-9]\d{0,3})$/,
          "RETENTION_DAYS must be a number of days from 1 to 9999, or forever. 0 is refused: it could mean either.",
        )
        .transform((value) => (value === "forever" ? value : Number(value)))
        .default(90),
    ),
    // Outgoing webhooks
    /** Whether endpoints may be in private networks and use plain HTTP: for development. */
    WEBHOOKS_ALLOW_PRIVATE: flag.default(false),
    // API
    /** Requests per minute in all processes together: per API key and per person; per service key. */
    API_RATE_LIMIT_PER_MINUTE: count(600),
    /** Pages and requests per minute from one address without a sign-in, in each process; 100 times that in local mode. */
    ANONYMOUS_RATE_LIMIT_PER_MINUTE: count(300),
    API_RATE_LIMIT_PER_MINUTE_SERVICE: count(5_000),
    /** Refunds of spends per account and hour, and holds that the account's owner may place, in all processes together. */
    REFUND_LIMIT_PER_HOUR: count(300),
    HOLD_LIMIT_PER_HOUR: count(600),
    /** Open balance streams per account, and in total, in each process. */
    API_STREAMS_PER_ACCOUNT: count(20),
    API_STREAMS_PER_ADDRESS: count(20),
    API_STREAMS: count(1_000),
    // Operations
    CRON_SECRET: optional,
    /** Seconds after which a call of /api/cron/jobs begins no further job; below the host's limit for a request. */
    CRON_LIMIT_SECONDS: z.coerce
      .number()
      .int()
      .min(1, "CRON_LIMIT_SECONDS must be 1 or more.")
      .max(840, "CRON_LIMIT_SECONDS must be 840 or less.")
      .default(50),
    ...backupSettings,
    /** Lets Prometheus read GET /api/metrics. */
    METRICS_TOKEN: optional,
    /** The port on which `npm run worker` serves its metrics. */
    METRICS_PORT: z.preprocess(
      unset,
      z.coerce
        .number()
        .int()
        .min(1, "METRICS_PORT must be a port from 1 to 65535, such as 9464.")
        .max(65_535, "METRICS_PORT must be a port from 1 to 65535, such as 9464.")
        .optional(),
    ),
    /** The address on which it listens there. */
    METRICS_HOST: z.preprocess(
      unset,
      z
        .string()
        .regex(/^[\w.:-]+$/, "METRICS_HOST must be an address of this machine, such as 127.0.0.1 or 0.0.0.0.")
        .default("127.0.0.1"),
    ),
    /** Where traces go; OpenTelemetry reads it, and the other settings that begin with OTEL_, itself. */
    OTEL_EXPORTER_OTLP_ENDPOINT: z.preprocess(
      unset,
      z
        .url({
          protocol: /^https?$/,
          error: "OTEL_EXPORTER_OTLP_ENDPOINT must be the address of a collector, such as http://localhost:4318.",
        })
        .optional(),
    ),
    // Local mode: a clock that can be advanced
    LOCAL_MODE: flag.default(false),
    /** Accepts POST {to} and advances the local Stripe's clock; used by the time machine. */
    LOCAL_CLOCK_URL: optionalUrl,
    /** Makes a sample year of business: GET tells its state, POST starts it. The overview offers it before the first sale. */
    LOCAL_YEAR_URL: optionalUrl,
  })
  .superRefine((value, context) => {
    const fail = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
    for (const { setting, message } of unsafeSettings(value)) fail(setting, message);
    if (value.SMTP_URL && !value.MAIL_FROM) {
      fail("MAIL_FROM", "Set MAIL_FROM to the sender of emails, such as Refill <billing@example.com>.");
    }
    if (value.EMAIL_VERIFICATION === "required" && !value.SMTP_URL && !value.LOCAL_MODE) {
      fail("EMAIL_VERIFICATION", "EMAIL_VERIFICATION=required needs a mail server: set SMTP_URL and MAIL_FROM.");
    }
    const published = value.STRIPE_PUBLISHABLE_KEY;
    if (published && published.startsWith("pk_live_") !== /^(sk|rk)_live_/.test(value.STRIPE_SECRET_KEY)) {
      fail(
        "STRIPE_PUBLISHABLE_KEY",
        "STRIPE_PUBLISHABLE_KEY and STRIPE_SECRET_KEY must both be test keys or both be live keys.",
      );
    }
    if (value.STRIPE_JS_URL && !published) {
      fail(
        "STRIPE_PUBLISHABLE_KEY",
        "Set STRIPE_PUBLISHABLE_KEY too, or leave STRIPE_JS_URL empty: it is used with the key only.",
      );
    }
    if (value.METRICS_PORT && !value.METRICS_TOKEN) {
      fail("METRICS_TOKEN", "METRICS_PORT needs a token: generate one with openssl rand -base64 32.");
    }
    for (const provider of ["GITHUB", "GOOGLE"] as const) {
      if (Boolean(value[`${provider}_ID`]) !== Boolean(value[`${provider}_SECRET`])) {
        fail(`${provider}_ID`, `Set both ${provider}_ID and ${provider}_SECRET, or neither.`);
      }
    }
  })
  .transform(({ EMAIL_VERIFICATION, SHUTDOWN_NOTICE_SECONDS, ...value }) => {
    const reachesPeople = Boolean(value.SMTP_URL) || value.LOCAL_MODE;
    const verification: "required" | "off" = EMAIL_VERIFICATION ?? (reachesPeople ? "required" : "off");
    return {
      ...value,
      EMAIL_VERIFICATION: verification,
      SHUTDOWN_NOTICE_SECONDS: SHUTDOWN_NOTICE_SECONDS ?? (value.LOCAL_MODE ? 0 : 5),
    };
  });

export type Env = z.output<typeof schema>;

/** Reads settings from `source`. Throws one error that lists every missing or invalid setting with its fix. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const result = schema.safeParse({ ...source, STRIPE_IDS: stripeIdsIn(source) });
  if (result.success) return result.data;
  throw incomplete(result.error);
}

function incomplete({ issues }: z.ZodError): Error {
  const lines = issues.map((issue) => `  - ${issue.path.join(".")}: ${issue.message}`);
  return new Error(`The environment is incomplete:\n${lines.join("\n")}\nSee .env.example.`);
}

/** The settings of `npm run restore`, which must also work on a machine where the app is not set up. */
export function restoreEnv(): z.output<typeof restoreSchema> {
  readSettingsFile();
  const result = restoreSchema.safeParse(process.env);
  if (result.success) return result.data;
  throw incomplete(result.error);
}

/** Reads .env into the environment, whose own values win. Next does so itself; the worker and the commands come through here. */
export function readSettingsFile(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
}

let cached: Env | undefined;

/** The settings of this process, parsed once. */
export function env(): Env {
  if (!cached) {
    readSettingsFile();
    cached = parseEnv(process.env);
  }
  return cached;
}
