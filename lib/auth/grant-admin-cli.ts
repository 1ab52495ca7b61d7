import { audit } from "@/lib/audit";
import { now } from "@/lib/clock";
import { closeDatabases } from "@/lib/db";
import { commandServices } from "@/lib/jobs/command-services";
import { logAsCommand } from "@/lib/log/log-as-command";

logAsCommand();

// `npm run admin:grant -- you@example.com`: makes a user an admin.
const email = process.argv[2]?.trim().toLowerCase();
if (!email) {
  console.error("Name the user: npm run admin:grant -- you@example.com");
  process.exit(1);
}

const { database } = await commandServices();
const found = await database.transaction(async (db) => {
  const user = await db.user.findUnique({ where: { email } });
  if (!user) return false;
  await db.user.update({ where: { id: user.id }, data: { role: "ADMIN" } });
  const record = { action: "user.role_changed", targetType: "user", targetId: user.id, after: { role: "ADMIN" } };
  await audit(db, { userId: null }, { ...record, before: { role: user.role } }, await now());
  return true;
});
console.log(found ? `${email} is now an admin.` : `No user has the address ${email} yet.`);
await closeDatabases();
process.exit(found ? 0 : 1);
