import { v7 as newId } from "uuid";
import { type Actor, audit } from "@/lib/audit";
import type { Database, Db, Sql } from "@/lib/db";
import { isUuid } from "@/lib/is-uuid";
import { HOUR_MS } from "@/lib/time";
import { refuseUrl } from "@/lib/webhooks/endpoint-url";
import { type Endpoint, findEndpoint } from "@/lib/webhooks/endpoints/queries";
import type { EndpointInput } from "@/lib/webhooks/endpoints/schema";
import { newSecret, sealSecret } from "@/lib/webhooks/secret";
import { disable } from "@/lib/webhooks/sending/settle-delivery";

/** Every message has a delivery for each. */
export const MAX_ENDPOINTS = 20;

/** How long the old secret signs as well after a new one was made. */
export const ROLL_HOURS = 24;

export type EndpointRefusal =
  | { ok: false; reason: "bad_url"; sentence: string }
  | { ok: false; reason: "too_many_endpoints" }
  | { ok: false; reason: "unknown_endpoint" };

/** `secret` is shown to its maker now and never again. */
export type EndpointMade = { ok: true; endpoint: Endpoint; secret: string };

type Settings = { allowPrivate: boolean };
type Transacting = Pick<Database, "transaction">;

/** Makes an endpoint that gets messages about what happens from now on. */
export async function createEndpoint(
  { transaction }: Transacting,
  actor: Actor,
  input: EndpointInput,
  settings: Settings,
  now: Date,
): Promise<EndpointMade | Exclude<EndpointRefusal, { reason: "unknown_endpoint" }>> {
  const sentence = refuseUrl(input.url, settings);
  if (sentence) return { ok: false, reason: "bad_url", sentence };
  return transaction(async (db, sql) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('refill-webhook-endpoints', 0))::text AS locked`;
    if ((await db.webhookEndpoint.count()) >= MAX_ENDPOINTS) return { ok: false, reason: "too_many_endpoints" };
    const [id, secret] = [newId(), newSecret()];
    const sealedSecret = sealSecret(secret, id);
    await db.webhookEndpoint.create({ data: { ...input, id, sealedSecret, enabledAt: now, createdAt: now } });
    await record(db, actor, "created", id, { after: auditView(input) }, now);
    return { ok: true, endpoint: await mustFind(db, id), secret };
  });
}

export type EndpointEdit = Partial<EndpointInput> & { enabled?: boolean | undefined };

/**
 * Changes what is given. An endpoint that is disabled loses what waits for it, which can be replayed; one that is enabled again is
 * told of what happens from then on.
 */
export async function editEndpoint(
  { transaction }: Transacting,
  actor: Actor,
  { id, edit }: { id: string; edit: EndpointEdit },
  settings: Settings,
  now: Date,
): Promise<{ ok: true; endpoint: Endpoint } | Exclude<EndpointRefusal, { reason: "too_many_endpoints" }>> {
  const { enabled, ...fields } = edit;
  const sentence = fields.url === undefined ? null : refuseUrl(fields.url, settings);
  if (sentence) return { ok: false, reason: "bad_url", sentence };
  return transaction(async (db, sql) => {
    const before = await lockEndpoint(db, sql, id);
    if (!before) return { ok: false, reason: "unknown_endpoint" };
    const { url = before.url, description = before.description, eventTypes = before.eventTypes } = fields;
    const data = { url, description, eventTypes };
    if (JSON.stringify(auditView(before)) !== JSON.stringify(auditView(data))) {
      await db.webhookEndpoint.update({ where: { id }, data });
      await record(db, actor, "updated", id, { before: auditView(before), after: auditView(data) }, now);
    }
    if (enabled === false && !before.disabledAt) {
      await disable(sql, id, "ADMIN", now);
      await record(db, actor, "disabled", id, {}, now);
    }
    if (enabled === true && before.disabledAt) {
      const standing = { enabledAt: now, disabledAt: null, disabledReason: null, failingSince: null };
      await db.webhookEndpoint.update({ where: { id }, data: standing });
      await record(db, actor, "enabled", id, {}, now);
    }
    return { ok: true, endpoint: await mustFind(db, id) };
  });
}

/** Removes an endpoint with its deliveries. Returns whether there was one. */
export async function deleteEndpoint(
  { transaction }: Transacting,
  actor: Actor,
  id: string,
  now: Date,
): Promise<boolean> {
  return transaction(async (db, sql) => {
    const before = await lockEndpoint(db, sql, id);
    if (!before) return false;
    await db.webhookEndpoint.delete({ where: { id } });
    await record(db, actor, "deleted", id, { before: auditView(before) }, now);
    return true;
  });
}

/** Makes a new secret. For a day the old one signs as well, so that receivers can change it without missing anything. */
export async function rollSecret(
  { transaction }: Transacting,
  actor: Actor,
  id: string,
  now: Date,
): Promise<EndpointMade | Extract<EndpointRefusal, { reason: "unknown_endpoint" }>> {
  return transaction(async (db, sql) => {
    if (!(await lockEndpoint(db, sql, id))) return { ok: false, reason: "unknown_endpoint" };
    const { sealedSecret } = await db.webhookEndpoint.findUniqueOrThrow({ where: { id } });
    const secret = newSecret();
    const previousUntil = new Date(now.getTime() + ROLL_HOURS * HOUR_MS);
    const secrets = { sealedSecret: sealSecret(secret, id), previousSealedSecret: sealedSecret, previousUntil };
    await db.webhookEndpoint.update({ where: { id }, data: secrets });
    await record(db, actor, "secret_rolled", id, { after: { previousUntil } }, now);
    return { ok: true, endpoint: await mustFind(db, id), secret };
  });
}

/** The endpoint, held by the transaction: none of its deliveries changes meanwhile. Null when there is none. */
export async function lockEndpoint(db: Db, sql: Sql, id: string): Promise<Endpoint | null> {
  if (!isUuid(id)) return null;
  await sql`SELECT id FROM webhook_endpoint WHERE id = ${id}::uuid FOR UPDATE`;
  return findEndpoint(db, id);
}

async function mustFind(db: Db, id: string): Promise<Endpoint> {
  const endpoint = await findEndpoint(db, id);
  if (!endpoint) throw new Error(`There is no webhook endpoint ${id}.`);
  return endpoint;
}

/** Without the path and the query, which may hold a token. */
function auditView({ url, description, eventTypes }: Pick<Endpoint, "url" | "description" | "eventTypes">) {
  return { origin: new URL(url).origin, description, eventTypes };
}

async function record(
  db: Db,
  actor: Actor,
  verb: "created" | "updated" | "enabled" | "disabled" | "deleted" | "secret_rolled",
  targetId: string,
  change: { before?: unknown; after?: unknown },
  now: Date,
): Promise<void> {
  const action = `webhook_endpoint.${verb}`;
  await audit(db, actor, { action, targetType: "webhook_endpoint", targetId, ...change }, now);
}
