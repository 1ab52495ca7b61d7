import { buttonStyle } from "@/components/ui/button";
import type { FormState } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";

/** Shown under a form that needs an identity check first. Opens a new tab, so that nothing typed is lost. */
export function ConfirmFirst({ state, next }: { state: FormState; next: string }) {
  if (!state.unconfirmed) return null;
  return (
    <Notice
      tone="warn"
      live
      action={
        <a
          className={buttonStyle({ size: "small" })}
          href={`/confirm-identity?next=${encodeURIComponent(next)}`}
          target="_blank"
          rel="noreferrer"
        >
          Confirm in a new tab
        </a>
      }
    >
      Confirm it's you, then save again. Your entries stay here.
    </Notice>
  );
}
