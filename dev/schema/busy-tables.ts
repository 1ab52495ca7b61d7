/**
 * Tables that are small and seldom written, so that a migration may read all of them while it locks them. Every other one
 * is taken to be busy, also a new one.
 */
const QUIET = new Set([
  "_prisma_migrations",
  "credit_pack",
  "feature",
  "health_alert",
  "local_clock",
  "meter",
  "meter_version",
  "metric_run",
  "plan",
  "plan_version",
  "price",
  "promo_code",
  "reconcile_run",
  "saved_view",
  "stripe_account",
  "verify_run",
  "version_move",
]);

export const isBusy = (table: string): boolean => !QUIET.has(table);
