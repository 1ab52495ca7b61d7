import { SESSION_IDLE_SECONDS, SESSION_SECONDS, type SessionTicket } from "@/lib/auth/session";
import { noteVisit } from "@/lib/auth/sessions/note-visit";
import type { SignedInUser } from "@/lib/auth/types";
import type { Sql } from "@/lib/db";

type Row = SignedInUser & { createdAt: Date; lastSeenAt: Date; secondFactorDue: boolean };

/**
 * The user of a session, read from the database so that a role change, a lock or a sign-out takes effect with the next
 * request. Null when the session has ended or expired, when its second factor is due, or when the user is locked or
 * deleted. Records the visit every few minutes. `at` is the machine's time.
 */
export async function findSessionUser(sql: Sql, ticket: SessionTicket, at: Date): Promise<SignedInUser | null> {
  const row = await findSession(sql, ticket, at);
  if (!row || row.secondFactorDue) return null;
  const { createdAt: _created, lastSeenAt, secondFactorDue: _due, ...user } = row;
  noteVisit(sql, { sessionId: ticket.sessionId, lastSeenAt }, at);
  return user;
}

/** How long a session may wait for its second factor. */
const SECOND_FACTOR_SECONDS = 15 * 60;

/** The user of a session that waits for its second factor; null when it does not, or has waited too long. */
export async function findPendingUser(sql: Sql, ticket: SessionTicket, at: Date): Promise<SignedInUser | null> {
  const row = await findSession(sql, ticket, at);
  if (!row?.secondFactorDue || row.createdAt <= secondsBefore(at, SECOND_FACTOR_SECONDS)) return null;
  const { createdAt: _created, lastSeenAt: _seen, secondFactorDue: _due, ...user } = row;
  return user;
}

async function findSession(sql: Sql, { userId, sessionId, version }: SessionTicket, at: Date): Promise<Row | null> {
  if (!UUID.test(userId) || !UUID.test(sessionId)) return null;
  const [row] = await sql<Row>`
    SELECT
      u.id, u.email, u.name, u.role::text AS role, ledger_account_of(u.id) AS "accountId", u.email_verified IS NOT NULL AS "emailVerified",
      d.user_id IS NOT NULL AS "isDormant",
      t.confirmed_at IS NOT NULL AS "hasSecondFactor", s.id AS "sessionId", s.authenticated_at AS "authenticatedAt",
      s.created_at AS "createdAt", s.last_seen_at AS "lastSeenAt", s.second_factor_due AS "secondFactorDue"
    FROM session s
    JOIN "user" u ON u.id = s.user_id
    LEFT JOIN dormancy d ON d.user_id = u.id AND d.ended_at IS NULL
    LEFT JOIN totp_factor t ON t.user_id = u.id
    WHERE s.id = ${sessionId}::uuid AND s.user_id = ${userId}::uuid AND s.ended_at IS NULL
      AND s.last_seen_at > ${secondsBefore(at, SESSION_IDLE_SECONDS)} AND s.created_at > ${secondsBefore(at, SESSION_SECONDS)}
      AND u.session_version = ${version} AND u.locked_at IS NULL AND u.deleted_at IS NULL`;
  return row ?? null;
}

/**
 * The user of a bearer token issued at `authenticatedAt`. Null when the user does not exist or is locked, or their
 * sessions and tokens were ended since.
 */
export async function findTokenUser(
  sql: Sql,
  { userId, version, authenticatedAt }: { userId: string; version: number; authenticatedAt: Date },
): Promise<SignedInUser | null> {
  if (!UUID.test(userId)) return null;
  const [user] = await sql<Omit<SignedInUser, "sessionId" | "authenticatedAt">>`
    SELECT
      u.id, u.email, u.name, u.role::text AS role, ledger_account_of(u.id) AS "accountId", u.email_verified IS NOT NULL AS "emailVerified",
      d.user_id IS NOT NULL AS "isDormant",
      t.confirmed_at IS NOT NULL AS "hasSecondFactor"
    FROM "user" u
    LEFT JOIN dormancy d ON d.user_id = u.id AND d.ended_at IS NULL
    LEFT JOIN totp_factor t ON t.user_id = u.id
    WHERE u.id = ${userId}::uuid AND u.session_version = ${version} AND u.locked_at IS NULL AND u.deleted_at IS NULL`;
  return user ? { ...user, sessionId: null, authenticatedAt } : null;
}

/** A customer whose browser has a token, and the maker of the service key that asked for it. */
export type FoundCustomer = Pick<SignedInUser, "id" | "accountId" | "isDormant"> & {
  maker: Pick<SignedInUser, "role" | "hasSecondFactor">;
};

/**
 * The customer of a token that a service key asked for. Null when the customer does not exist, is locked, is an admin, or their
 * tokens were ended since; and when the key was revoked or has expired, or its maker is locked.
 */
export async function findCustomer(
  sql: Sql,
  { userId, version, keyId }: { userId: string; version: number; keyId: string },
  now: Date,
): Promise<FoundCustomer | null> {
  if (!UUID.test(userId) || !UUID.test(keyId)) return null;
  const [row] = await sql<Omit<FoundCustomer, "maker"> & FoundCustomer["maker"]>`
    SELECT
      u.id, ledger_account_of(u.id) AS "accountId", d.user_id IS NOT NULL AS "isDormant", maker.role::text AS role,
      t.confirmed_at IS NOT NULL AS "hasSecondFactor"
    FROM "user" u
    JOIN api_key k ON k.id = ${keyId}::uuid
    JOIN "user" maker ON maker.id = k.user_id
    LEFT JOIN totp_factor t ON t.user_id = maker.id
    LEFT JOIN dormancy d ON d.user_id = u.id AND d.ended_at IS NULL
    WHERE u.id = ${userId}::uuid AND u.session_version = ${version} AND u.role = 'USER'
      AND u.locked_at IS NULL AND u.deleted_at IS NULL
      AND k.service AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > ${now}::timestamptz)
      AND maker.locked_at IS NULL AND maker.deleted_at IS NULL`;
  if (!row) return null;
  const { role, hasSecondFactor, ...customer } = row;
  return { ...customer, maker: { role, hasSecondFactor } };
}

/**
 * The user that the admin of a session views the app as. Null when there is no such view or its time is over, and when the
 * user was deleted or is an admin. They count as never having confirmed their identity.
 */
export async function findViewedUser(
  sql: Sql,
  { userId: adminId, sessionId }: SessionTicket,
  at: Date,
): Promise<SignedInUser | null> {
  const [row] = await sql<Omit<SignedInUser, "sessionId" | "authenticatedAt" | "view"> & { until: Date }>`
    SELECT
      u.id, u.email, u.name, u.role::text AS role, ledger_account_of(u.id) AS "accountId", u.email_verified IS NOT NULL AS "emailVerified",
      d.user_id IS NOT NULL AS "isDormant",
      t.confirmed_at IS NOT NULL AS "hasSecondFactor", s.view_until AS until
    FROM session s
    JOIN "user" u ON u.id = s.viewed_user_id
    LEFT JOIN dormancy d ON d.user_id = u.id AND d.ended_at IS NULL
    LEFT JOIN totp_factor t ON t.user_id = u.id
    WHERE s.id = ${sessionId}::uuid AND s.user_id = ${adminId}::uuid AND s.view_until > ${at}
      AND u.role = 'USER' AND u.deleted_at IS NULL`;
  if (!row) return null;
  const { until, ...user } = row;
  return { ...user, sessionId: null, authenticatedAt: new Date(0), view: { adminId, until } };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function secondsBefore(at: Date, seconds: number): Date {
  return new Date(at.getTime() - seconds * 1000);
}
