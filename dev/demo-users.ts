import { createUser } from "@/lib/auth/create-user";
import { hashPassword } from "@/lib/auth/password";
import { now } from "@/lib/clock";
import { database } from "@/lib/db";
import { DEMO_PASSWORD, DEMO_USERS } from "./demo-accounts";

// Makes the demo's two people. Those who are there already are left as they are.
const db = database();
const at = await now();
for (const { email, name, role } of DEMO_USERS) {
  const taken = await db.prisma.user.findUnique({ where: { email } });
  if (taken) continue;
  await createUser(db, { email, name, passwordHash: await hashPassword(DEMO_PASSWORD) }, at);
  await db.prisma.user.update({ where: { email }, data: { role } });
}
await db.close();
