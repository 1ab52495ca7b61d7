"use client";

import { useState, useTransition } from "react";
import { toast } from "sonner";
import { disableTwoStep, makeRecoveryCodes } from "@/app/(account)/settings/second-factor-actions";
import { RecoveryCodes } from "@/components/account/recovery-codes";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

/** New recovery codes, and the way out of two-step sign-in. `isNeeded`: without it the admin pages close. */
export function SecondFactorButtons({ isNeeded }: { isNeeded: boolean }) {
  const [asking, setAsking] = useState<"codes" | "off" | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [pending, startTransition] = useTransition();
  const renew = () =>
    startTransition(async () => {
      setCodes(await makeRecoveryCodes());
      setAsking(null);
    });
  const turnOff = () =>
    startTransition(async () => {
      await disableTwoStep();
      setAsking(null);
      toast.success("Two-step sign-in is off.");
    });
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => setAsking("codes")}>
          New recovery codes
        </Button>
        <Button size="small" onClick={() => setAsking("off")}>
          Turn off
        </Button>
      </div>
      {codes ? <RecoveryCodes codes={codes} /> : null}
      <ConfirmDialog
        open={asking === "codes"}
        onOpenChange={() => setAsking(null)}
        title="Make new recovery codes?"
        effect={<p>You get ten new codes. The ones you have stop working.</p>}
        confirm="Make new codes"
        look="primary"
        pending={pending}
        onConfirm={renew}
      />
      <ConfirmDialog
        open={asking === "off"}
        onOpenChange={() => setAsking(null)}
        title="Turn off two-step sign-in?"
        effect={
          <>
            <p>Your password alone will let you in. Your recovery codes end, and other browsers are signed out.</p>
            {isNeeded ? <p>The admin pages close until you set it up again.</p> : null}
          </>
        }
        confirm="Turn off"
        pending={pending}
        onConfirm={turnOff}
      />
    </>
  );
}
