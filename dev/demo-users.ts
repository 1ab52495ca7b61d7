import { createUser } from "@/lib/auth/create-user";
import { markVerified } from "@/lib/auth/email/mark-verified";
import { hashPassword } from "@/lib/auth/password";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { DEMO_PASSWORD, DEMO_USERS } from "./demo-accounts";

// Creates the demo's two users with verified addresses. Existing ones are not changed.
const db = database();
const at = await now();
for (const { email, name, role } of DEMO_USERS) {
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const taken = await db.prisma.user.findUnique({ where: { email } });
  const user = taken ?? (await createUser(db, { email, name, passwordHash, emailVerified: at }, at));
  if (!taken) await db.prisma.user.update({ where: { email }, data: { role } });
  if (user) await db.transaction((tx, sql) => markVerified(tx, sql, user.id, at));
}
await db.close();
