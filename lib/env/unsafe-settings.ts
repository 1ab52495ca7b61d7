import { hasGuessablePassword } from "./guessable-password";
import { isLoopback, isPrivate } from "./hosts";
import { weaknessOf } from "./weak-secret";

export type Unsafe = { setting: string; message: string };

type Settings = {
  LOCAL_MODE: boolean;
  APP_URL: string;
  DATABASE_URL: string;
  DATABASE_DIRECT_URL?: string | undefined;
  DATABASE_MIGRATE_URL?: string | undefined;
  DATABASE_REPLICA_URL?: string | undefined;
  NEXTAUTH_SECRET: string;
  NEXTAUTH_SECRET_PREVIOUS?: string | undefined;
  GITHUB_URL: string;
  STRIPE_SECRET_KEY: string;
  STRIPE_WEBHOOK_SECRET: string;
  STRIPE_API_BASE?: string | undefined;
  STRIPE_JS_URL?: string | undefined;
  CRON_SECRET?: string | undefined;
  METRICS_TOKEN?: string | undefined;
  LOCAL_CLOCK_URL?: string | undefined;
  LOCAL_YEAR_URL?: string | undefined;
};

/** Settings that are well formed but unsafe: local mode on a public address, and development values outside it. */
export function unsafeSettings(settings: Settings): Unsafe[] {
  return settings.LOCAL_MODE ? unsafeInLocalMode(settings) : unsafeOutsideLocalMode(settings);
}

function unsafeInLocalMode({ APP_URL, STRIPE_SECRET_KEY }: Settings): Unsafe[] {
  const found: Unsafe[] = [];
  if (/^(sk|rk)_live_/.test(STRIPE_SECRET_KEY)) {
    found.push({
      setting: "LOCAL_MODE",
      message: "LOCAL_MODE moves the clock and must never run with a live key. Unset it, or use a test key.",
    });
  }
  if (!isPrivate(new URL(APP_URL).hostname)) {
    found.push({
      setting: "LOCAL_MODE",
      message: `LOCAL_MODE is for one machine or its own network, but APP_URL (${APP_URL}) is public. Unset LOCAL_MODE.`,
    });
  }
  return found;
}

function unsafeOutsideLocalMode(settings: Settings): Unsafe[] {
  const found: Unsafe[] = weakSecrets(settings);
  const app = new URL(settings.APP_URL);
  if (app.protocol !== "https:" && !isLoopback(app.hostname)) {
    found.push({
      setting: "APP_URL",
      message: "APP_URL must start with https://, or cookies and passwords are sent unencrypted.",
    });
  }
  for (const setting of ["STRIPE_API_BASE", "STRIPE_JS_URL"] as const) {
    const address = settings[setting];
    if (!address || new URL(address).protocol === "https:") continue;
    const message = `${setting} must start with https:// outside local mode. Leave it empty to use Stripe itself.`;
    found.push({ setting, message });
  }
  const github = new URL(settings.GITHUB_URL);
  if (github.protocol !== "https:" && !(github.protocol === "http:" && isPrivate(github.hostname))) {
    found.push({
      setting: "GITHUB_URL",
      message: "GITHUB_URL must start with https://, or sign-ins can be forged.",
    });
  }
  for (const setting of [
    "DATABASE_URL",
    "DATABASE_DIRECT_URL",
    "DATABASE_MIGRATE_URL",
    "DATABASE_REPLICA_URL",
  ] as const) {
    if (!hasGuessablePassword(settings[setting])) continue;
    found.push({ setting, message: `The password in ${setting} is easy to guess. Give the role another one.` });
  }
  for (const setting of ["LOCAL_CLOCK_URL", "LOCAL_YEAR_URL"] as const) {
    if (settings[setting]) found.push({ setting, message: `${setting} requires LOCAL_MODE=true.` });
  }
  return found;
}

/** Secrets that the operator chose, and Stripe's, which are longer than 32 characters when they are real. */
function weakSecrets(settings: Settings): Unsafe[] {
  const { NEXTAUTH_SECRET, NEXTAUTH_SECRET_PREVIOUS, CRON_SECRET, METRICS_TOKEN } = settings;
  const { STRIPE_SECRET_KEY, STRIPE_WEBHOOK_SECRET } = settings;
  const secrets = [
    ["NEXTAUTH_SECRET", NEXTAUTH_SECRET, 32, "Generate one: openssl rand -base64 32."],
    ["NEXTAUTH_SECRET_PREVIOUS", NEXTAUTH_SECRET_PREVIOUS, 32, "Leave it empty: what it sealed could be forged."],
    ["CRON_SECRET", CRON_SECRET, 24, "Generate one: openssl rand -base64 32."],
    ["METRICS_TOKEN", METRICS_TOKEN, 24, "Generate one: openssl rand -base64 32."],
    ["STRIPE_SECRET_KEY", STRIPE_SECRET_KEY, 32, "Copy it from the Stripe dashboard, Developers > API keys."],
    ["STRIPE_WEBHOOK_SECRET", STRIPE_WEBHOOK_SECRET, 32, "Copy it from the webhook endpoint in the Stripe dashboard."],
  ] as const;
  return secrets.flatMap(([setting, secret, length, fix]) => {
    const weakness = secret ? weaknessOf(secret, length) : null;
    return weakness ? [{ setting, message: `${setting} ${weakness}. ${fix}` }] : [];
  });
}
