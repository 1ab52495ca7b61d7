"use client";

import { useCallback, useRef, useState, useTransition } from "react";
import { rethrowNavigation } from "@/components/ui/navigation-errors";
import { type SendFailure, sendFailureOf } from "@/components/ui/send-failure";

/** The state of a button that runs server actions, for `ConfirmDialog` and `Failed`. */
export type Sending = {
  pending: boolean;
  failure: SendFailure | null;
  /** Runs the work. Does nothing while other work is running. */
  run: (work: () => Promise<unknown>) => void;
  /** Runs the last work again. */
  retry: () => void;
};

/**
 * For server actions outside of forms. In place of useTransition, which gives the page to the error boundary when no
 * answer comes: `failure` says why none came, and the page stays.
 */
export function useSending(): Sending {
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<SendFailure | null>(null);
  const isRunning = useRef(false);
  const last = useRef<(() => Promise<unknown>) | null>(null);
  const run = useCallback<Sending["run"]>((work) => {
    if (isRunning.current) return;
    isRunning.current = true;
    last.current = work;
    startTransition(async () => {
      try {
        await work();
        setFailure(null);
      } catch (error) {
        rethrowNavigation(error);
        setFailure(sendFailureOf(error));
      } finally {
        isRunning.current = false;
      }
    });
  }, []);
  return { pending, failure, run, retry: () => last.current && run(last.current) };
}
