"use client";

import type { ReactNode } from "react";
import { actWords, type PlanAct } from "@/components/admin/users/act-words";
import { ReasonButton } from "@/components/admin/users/reason-button";
import type { UserAct } from "@/lib/account/admin-acts";

export type ActOutcome = { ok: boolean; sentence: string };
export type ActAction = (userId: string, act: UserAct | PlanAct, reason: string) => Promise<ActOutcome>;

type ActButtonProps = {
  userId: string;
  act: UserAct | PlanAct;
  /** What it affects, in figures. */
  figures?: ReactNode;
  action: ActAction;
};

/** Acts on a user, after it said what will happen and was given a reason. */
export function ActButton({ userId, act, figures, action }: ActButtonProps) {
  return <ReasonButton words={actWords[act]} figures={figures} run={(reason) => action(userId, act, reason)} />;
}
