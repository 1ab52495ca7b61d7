"use client";

import { useState, useTransition } from "react";
import { toast } from "sonner";
import { unlinkProvider } from "@/app/(account)/settings/oauth-actions";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

type UnlinkButtonProps = { provider: "github" | "google"; name: string; isLastWayIn: boolean };

/** Ends the right of a provider to sign somebody in, unless they would have no way in left. */
export function UnlinkButton({ provider, name, isLastWayIn }: UnlinkButtonProps) {
  const [asking, setAsking] = useState(false);
  const [pending, startTransition] = useTransition();
  const unlink = () =>
    startTransition(async () => {
      const result = await unlinkProvider(provider);
      setAsking(false);
      if (result.ok) toast.success(`${name} is unlinked.`);
      else toast.error(sentences[result.reason]);
    });
  if (isLastWayIn) return <p className="text-[13px] text-muted">Set a password before you unlink it.</p>;
  return (
    <>
      <Button size="small" aria-label={`Unlink ${name}`} onClick={() => setAsking(true)}>
        Unlink
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Unlink ${name}?`}
        effect={<p>{name} no longer signs you in. You can link it again at any time.</p>}
        confirm={`Unlink ${name}`}
        pending={pending}
        onConfirm={unlink}
      />
    </>
  );
}

const sentences = {
  not_linked: "It is not linked any more. Reload the page.",
  last_way_in: "It is your only way to sign in. Set a password first.",
};
