"use client";

import { type ComponentProps, useEffect, useState } from "react";
import { Failed } from "@/components/ui/failed";
import { type DraftReason, watchDraft } from "@/components/ui/form-draft";
import { Notice } from "@/components/ui/notice";
import type { FormHandle } from "@/components/ui/use-form";

type FormProps = Omit<ComponentProps<"form">, "action" | "onSubmit" | "ref"> & { of: FormHandle };

/** A form that loses nothing: `useForm` says how. */
export function Form({ of, children, ...rest }: FormProps) {
  const [restored, setRestored] = useState<DraftReason | null>(null);
  const { ref } = of;
  useEffect(() => (ref.current ? watchDraft(ref.current, setRestored) : undefined), [ref]);
  return (
    <form {...rest} data-keeps ref={of.ref} action={of.submit} onSubmit={of.send}>
      {restored === "session_over" && !of.answered ? (
        <Notice tone="info" live className="w-full">
          You were signed out before this was saved. Your entries are back: check them, then save again.
        </Notice>
      ) : null}
      {children}
      <Failed failure={of.failure} pending={of.pending} retry={of.retry} />
    </form>
  );
}
