"use client";

import { useState } from "react";
import { RecoveryCodes } from "@/components/account/recovery-codes";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useSending } from "@/components/ui/use-sending";

export type SecondFactorActions = {
  disableTwoStep: () => Promise<void>;
  makeRecoveryCodes: () => Promise<string[] | null>;
};

type SecondFactorButtonsProps = { isNeeded: boolean; actions: SecondFactorActions };

/** Creates new recovery codes or turns off two-step sign-in. `isNeeded`: the user is an admin and needs it. */
export function SecondFactorButtons({ isNeeded, actions }: SecondFactorButtonsProps) {
  const [asking, setAsking] = useState<"codes" | "off" | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const sending = useSending();
  const renew = () =>
    sending.run(async () => {
      setCodes(await actions.makeRecoveryCodes());
      setAsking(null);
    });
  const turnOff = () =>
    sending.run(async () => {
      await actions.disableTwoStep();
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
        title="Create new recovery codes?"
        effect={<p>You get ten new codes. Your current codes stop working.</p>}
        confirm="Create new codes"
        look="primary"
        pending={sending.pending}
        failure={sending.failure}
        onConfirm={renew}
      />
      <ConfirmDialog
        open={asking === "off"}
        onOpenChange={() => setAsking(null)}
        title="Turn off two-step sign-in?"
        effect={
          <>
            <p>
              You will sign in with your password alone. Your recovery codes stop working, and other browsers are signed
              out.
            </p>
            {isNeeded ? <p>You cannot open the admin pages until you turn it on again.</p> : null}
          </>
        }
        confirm="Turn off"
        pending={sending.pending}
        failure={sending.failure}
        onConfirm={turnOff}
      />
    </>
  );
}
