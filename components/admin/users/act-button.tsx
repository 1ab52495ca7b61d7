"use client";

import { useId, useState, useTransition } from "react";
import { toast } from "sonner";
import { actWords, type PlanAct } from "@/components/admin/users/act-words";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Input } from "@/components/ui/field";
import type { UserAct } from "@/lib/account/admin-acts";

export type ActOutcome = { ok: boolean; sentence: string };
export type ActAction = (userId: string, act: UserAct | PlanAct, reason: string) => Promise<ActOutcome>;

type ActButtonProps = {
  userId: string;
  act: UserAct | PlanAct;
  /** What it affects, in figures. */
  figures?: string;
  action: ActAction;
};

/** Acts on a user, after it said what will happen and was given a reason. */
export function ActButton({ userId, act, figures, action }: ActButtonProps) {
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [pending, startTransition] = useTransition();
  const id = useId();
  const { button, title, effect, danger } = actWords[act];
  const run = () =>
    startTransition(async () => {
      const outcome = await action(userId, act, reason);
      if (outcome.ok) {
        setAsking(false);
        setReason("");
        toast.success(outcome.sentence);
      } else toast.error(outcome.sentence);
    });
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        {button}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={title}
        effect={
          <>
            <p>{effect}</p>
            {figures ? <p>{figures}</p> : null}
            <label htmlFor={id} className="mt-2 font-medium text-[13px] text-ink">
              Reason, for the audit log
            </label>
            <Input id={id} value={reason} onChange={(event) => setReason(event.target.value)} maxLength={500} />
          </>
        }
        confirm={reason.trim() === "" ? null : button}
        look={danger ? "danger" : "primary"}
        pending={pending}
        onConfirm={run}
      />
    </>
  );
}
