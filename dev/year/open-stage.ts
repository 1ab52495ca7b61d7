import { hashPassword } from "@/lib/auth/password";
import { listMeters } from "@/lib/catalog/queries";
import { services } from "@/lib/services";
import type { Stage } from "./stage";

/** Everything that acts need, in a process with the settings of a demo that has a catalogue and an admin. */
export async function openStage({ stripeUrl, password }: { stripeUrl: string; password: string }): Promise<Stage> {
  const opened = services("worker");
  const { prisma } = opened.database;
  const admin = await prisma.user.findFirst({ where: { role: "ADMIN" }, orderBy: { createdAt: "asc" } });
  if (!admin) throw new Error("There is no admin.");
  return {
    // A year of purchases takes less than an hour, so the limit per hour would refuse them.
    services: { ...opened, purchases: { refuse: async () => null } },
    stripeUrl,
    adminId: admin.id,
    // The cache of the rate card would listen for changes, and keep this process from ending.
    rates: new Map((await listMeters(prisma)).map((meter) => [meter.key, meter])),
    members: new Map(),
    passwordHash: await hashPassword(password),
  };
}
