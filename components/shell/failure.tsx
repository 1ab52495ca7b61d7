"use client";

import { Button, LinkButton } from "@/components/ui/button";

/** Shown when a page fails to render. `digest` identifies the error in the server's log. */
export function Failure({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  return (
    <div className="wrap grid justify-items-start gap-4 py-24" role="alert">
      <h1 className="font-semibold text-[28px] tracking-[-0.02em]">This page could not be loaded</h1>
      <p className="max-w-md text-muted">
        Something went wrong on our side. Your credits and payments are safe. Try again in a moment.
      </p>
      <div className="flex gap-2">
        <Button look="primary" onClick={retry}>
          Try again
        </Button>
        <LinkButton href="/">Go home</LinkButton>
      </div>
      {digest ? <p className="text-faint">If you contact support, mention {digest}.</p> : null}
    </div>
  );
}
