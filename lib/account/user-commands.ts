import { previewDeletion } from "@/lib/account/delete/preview-deletion";
import { requestDeletion } from "@/lib/account/delete/request-deletion";
import { revokeAllApiKeys } from "@/lib/auth/api-keys/revoke-api-key";
import { lockSignIn, unlockSignIn } from "@/lib/auth/lock-sign-in";
import { recordSecurityEvent } from "@/lib/auth/security-event";
import { endSessions } from "@/lib/auth/sessions/end-sessions";
import type { Database } from "@/lib/db";

/** The output of a command, and whether it succeeded. */
export type Said = { ok: boolean; sentence: string };

/** `at` is the machine's time, `now` the app's. */
export type Times = { at: Date; now: Date };

type Command = (
  database: Database,
  user: { id: string; email: string },
  options: Options,
  times: Times,
) => Promise<Said>;

export type Options = {
  /** One key, by its id or prefix; otherwise all of them. */
  key?: string;
  yes?: boolean;
};

const BY_COMMAND = { actor: { userId: null } };

/** The `npm run user:…` commands. Each writes to the audit log. */
export const USER_COMMANDS: Record<string, Command> = {
  lock: async (database, { id: userId, email }, _options, { at }) => {
    const isNew = await database.transaction((db) => lockSignIn(db, { userId, ...BY_COMMAND }, at));
    return {
      ok: true,
      sentence: isNew ? `${email} is locked and signed out everywhere.` : `${email} is already locked.`,
    };
  },
  unlock: async (database, { id: userId, email }, _options, { at }) => {
    const isNew = await database.transaction((db) => unlockSignIn(db, { userId, ...BY_COMMAND }, at));
    return {
      ok: isNew,
      sentence: isNew ? `${email} can sign in again.` : `${email} is not locked, or is being deleted.`,
    };
  },
  "sessions:end": async (database, { id: userId, email }, _options, { at }) => {
    await database.transaction(async (db) => {
      await endSessions(db, { userId }, at);
      await recordSecurityEvent(db, { action: "sessions.ended", userId, ...BY_COMMAND }, at);
    });
    return { ok: true, sentence: `${email} is signed out everywhere. API keys stay valid.` };
  },
  "keys:revoke": async (database, { id: userId, email }, { key: only }, { at }) => {
    const count = await database.transaction((db) => revokeAllApiKeys(db, { userId, ...BY_COMMAND, only }, at));
    if (count === 0)
      return {
        ok: false,
        sentence: only ? `${email} has no active key that matches.` : `${email} has no active keys.`,
      };
    return { ok: true, sentence: count === 1 ? `Revoked 1 key of ${email}.` : `Revoked ${count} keys of ${email}.` };
  },
  delete: async (database, { id: userId, email }, { yes }, times) => {
    const { plan, credits, apiKeys } = await previewDeletion(database, userId, times.now);
    const loses = `${plan ? `${plan.name} is canceled without a refund; ` : ""}${credits} credits and ${apiKeys} API ${apiKeys === 1 ? "key" : "keys"} are lost`;
    if (!yes) {
      return { ok: false, sentence: `${email} would be deleted: ${loses}. This cannot be undone. Add --yes to do it.` };
    }
    const requested = await requestDeletion(database, { userId, actorId: null }, times);
    if (requested.ok)
      return { ok: true, sentence: `${email} is signed out and locked. The worker is deleting the account.` };
    return requested.reason === "last_admin"
      ? { ok: false, sentence: `${email} is the only admin. Make someone else an admin first.` }
      : { ok: false, sentence: `${email} is already deleted.` };
  },
};

/** Runs a command for the user with this address. */
export async function runUserCommand(
  database: Database,
  { verb, email, ...options }: { verb: string; email: string } & Options,
  times: Times,
): Promise<Said> {
  const command = Object.hasOwn(USER_COMMANDS, verb) ? USER_COMMANDS[verb] : undefined;
  if (!command) return { ok: false, sentence: `Unknown command: ${verb}.` };
  const user = await database.prisma.user.findUnique({
    where: { email: email.trim().toLowerCase() },
    select: { id: true, email: true },
  });
  if (!user) return { ok: false, sentence: `No user has the address ${email}.` };
  return command(database, user, options, times);
}
