// Next does this first. Without it cookies() and headers() do not work in a test.
import "next/dist/server/node-environment-baseline.js";

// The settings of the tests. No test connects to anything outside this machine.
const settings = {
  APP_URL: "http://localhost:3000",
  NEXTAUTH_URL: "http://localhost:3000",
  NEXTAUTH_SECRET: "only-for-tests-only-for-tests-only-for-tests",
  STRIPE_SECRET_KEY: "sk_test_local",
  STRIPE_WEBHOOK_SECRET: "whsec_local",
  // testDatabase() sets the real one.
  DATABASE_URL: "postgresql://refill@127.0.0.1:1/call_testDatabase_first",
  LOCAL_MODE: "true",
  LOG_LEVEL: "silent",
  // Tests send requests as fast as they can.
  API_RATE_LIMIT_PER_MINUTE: "100000",
  API_RATE_LIMIT_PER_MINUTE_SERVICE: "100000",
};

const unset = [
  "DATABASE_MIGRATE_URL",
  "DATABASE_DIRECT_URL",
  "DATABASE_REPLICA_URL",
  "DATABASE_PREPARED_STATEMENTS",
  "STRIPE_API_BASE",
  "LOCAL_CLOCK_URL",
  "LOCAL_YEAR_URL",
  "SMTP_URL",
  "MAIL_FROM",
];
for (const name of [...unset, "GITHUB_ID", "GITHUB_SECRET", "GOOGLE_ID", "GOOGLE_SECRET"]) {
  process.env[name] = "";
}
Object.assign(process.env, settings);
