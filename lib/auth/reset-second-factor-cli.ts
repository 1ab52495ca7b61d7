import { disableSecondFactor } from "@/lib/auth/second-factor/disable-second-factor";
import { closeDatabases } from "@/lib/db";
import { commandServices } from "@/lib/jobs/command-services";
import { logAsCommand } from "@/lib/log/log-as-command";

logAsCommand();

// `npm run user:2fa:reset -- you@example.com`: turns off two-step sign-in for a user who lost the app and recovery codes.
const email = process.argv[2]?.trim().toLowerCase();
if (!email) {
  console.error("Name the user: npm run user:2fa:reset -- you@example.com");
  process.exit(1);
}

const { database } = await commandServices();
const user = await database.prisma.user.findUnique({ where: { email }, select: { id: true } });
const off = user && (await disableSecondFactor(database, { userId: user.id, by: "operator" }, new Date()));
if (!user) console.error(`No user has the address ${email}.`);
else if (!off) console.error(`${email} does not use two-step sign-in.`);
else console.log(`Two-step sign-in of ${email} is off, and every session has ended. They sign in with their password.`);
await closeDatabases();
process.exit(off ? 0 : 1);
