"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { useSending } from "@/components/ui/use-sending";
import type { UnlinkResult } from "@/lib/auth/oauth/unlink-identity";

type UnlinkButtonProps = { name: string; isLastWayIn: boolean; action: () => Promise<UnlinkResult> };

/** Unlinks an OAuth provider, unless it is the user's only way to sign in. */
export function UnlinkButton({ name, isLastWayIn, action }: UnlinkButtonProps) {
  const [asking, setAsking] = useState(false);
  const sending = useSending();
  const unlink = () =>
    sending.run(async () => {
      const result = await action();
      setAsking(false);
      if (result.ok) toast.success(`${name} was unlinked.`);
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
        effect={<p>You can no longer sign in with {name}. You can link it again at any time.</p>}
        confirm={`Unlink ${name}`}
        pending={sending.pending}
        failure={sending.failure}
        onConfirm={unlink}
      />
    </>
  );
}

const sentences = {
  not_linked: "It is no longer linked. Reload the page.",
  last_way_in: "It is the only way you can sign in. Set a password first.",
};
