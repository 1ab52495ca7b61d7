"use client";

import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { keepDrafts } from "@/components/ui/form-draft";
import { Notice } from "@/components/ui/notice";
import type { SendFailure } from "@/components/ui/send-failure";
import { useOnline } from "@/components/ui/use-online";

type FailedProps = {
  failure: SendFailure | null;
  pending: boolean;
  /** Null where the button that was pressed stays beside the message. */
  retry: (() => void) | null;
  className?: string;
};

/** Says in place that what was sent got no answer, and offers to send it again. */
export function Failed({ failure, pending, retry, className }: FailedProps) {
  const isOnline = useOnline();
  if (!failure) return null;
  const isBack = failure.kind === "offline" && isOnline;
  return (
    <Notice
      tone="warn"
      live
      className={cx("w-full text-left", className)}
      action={<Way {...{ failure, pending, retry }} />}
    >
      {isBack ? "You are back online. Nothing you entered is lost." : failure.sentence}
    </Notice>
  );
}

function Way({ failure, pending, retry }: Pick<FailedProps, "failure" | "pending" | "retry">) {
  if (failure?.kind === "outdated") {
    return (
      <Button size="small" onClick={reload}>
        Reload
      </Button>
    );
  }
  if (!retry) return null;
  return (
    <Button size="small" pending={pending} onClick={retry}>
      Try again
    </Button>
  );
}

function reload(): void {
  keepDrafts("restored");
  window.location.reload();
}
