import { randomUUID } from "node:crypto";
import type { Limits } from "@/lib/catalog/types";
import type { Database } from "@/lib/db";
import type { Prisma } from "@/lib/generated/prisma/client";

/** A plan version with these limits. */
export async function newPlan(db: Database, limits: Limits, isFree = false): Promise<string> {
  const { versions } = await db.prisma.plan.create({
    data: {
      key: `plan-${randomUUID().slice(0, 8)}`,
      isFree,
      versions: { create: { version: 1, name: "Plan", creditsPerMonth: 10n, limits } },
    },
    include: { versions: true },
  });
  return versions[0]?.id ?? "";
}

type State = Partial<Omit<Prisma.SubscriptionUncheckedCreateInput, "userId" | "planVersionId">>;

/** Puts a user on a plan since `anchorAt`, by default paid and active. Returns the subscription's id. */
export async function onPlan(
  db: Database,
  userId: string,
  planVersionId: string,
  anchorAt: Date,
  state: State = {},
): Promise<string> {
  const { id } = await db.prisma.subscription.create({
    data: {
      userId,
      planVersionId,
      stripeSubscriptionId: `sub_${randomUUID()}`,
      status: "ACTIVE",
      anchorAt,
      currentPeriodStart: anchorAt,
      ...state,
    },
  });
  return id;
}
