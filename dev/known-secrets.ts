import { secretOf } from "@/lib/auth/mailed-links/secret";
import { createDatabase } from "@/lib/db";
import { DEMO_PASSWORD } from "./demo-accounts";
import type { Known } from "./log-leaks";
import type { Settings } from "./settings";

// What the browser tests type.
const TYPED = [
  ["a password", DEMO_PASSWORD],
  ["a password", "another password"],
  ["a password", "a wrong password"],
  ["a password", "not-the-password"],
  ["a password", "not the password"],
  ["a password", "not to be kept"],
  ["a card number", "4242424242424242"],
  ["a name on a card", "A Buyer"],
] as const;

/** The secrets and addresses of a run: what was typed, what people signed up with, and the tokens of their mails. */
export async function knownSecrets(settings: Settings): Promise<Known[]> {
  const database = createDatabase(settings.DATABASE_URL, 2);
  try {
    const [users, mails, tokens] = await Promise.all([
      database.prisma.user.findMany({ select: { email: true, name: true } }),
      database.prisma.mail.findMany({ select: { to: true }, distinct: ["to"] }),
      database.prisma.securityToken.findMany({ select: { id: true, email: true } }),
    ]);
    const secret = settings.NEXTAUTH_SECRET ?? "";
    return [
      ...TYPED.map(([kind, value]) => ({ kind, value })),
      ...["NEXTAUTH_SECRET", "STRIPE_WEBHOOK_SECRET", "STRIPE_SECRET_KEY", "CRON_SECRET"].map((name) => ({
        kind: `the setting ${name}`,
        value: settings[name] ?? "",
      })),
      ...[...users, ...tokens].map(({ email }) => ({ kind: "an email address", value: email })),
      ...mails.map(({ to }) => ({ kind: "an email address", value: to })),
      // One word is part of others.
      ...users.flatMap(({ name }) => (name?.includes(" ") ? [{ kind: "a name", value: name }] : [])),
      ...tokens.map(({ id }) => ({ kind: "a token of a mailed link", value: secretOf(id, secret) })),
    ];
  } finally {
    await database.close();
  }
}
