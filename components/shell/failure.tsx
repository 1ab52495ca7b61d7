"use client";

import { useEffect } from "react";
import { Button, LinkButton } from "@/components/ui/button";
import { useOnline } from "@/components/ui/use-online";

/** Shown when a page fails to render. `digest` identifies the error in the server's log. */
export function Failure({ digest, retry }: { digest: string | undefined; retry: () => void }) {
  const online = useOnline();
  useEffect(() => {
    if (online) return;
    window.addEventListener("online", retry);
    return () => window.removeEventListener("online", retry);
  }, [online, retry]);
  return (
    <div className="wrap grid justify-items-start gap-4 py-24" role="alert">
      <h1 className="font-semibold text-[28px] tracking-[-0.02em]">
        {online ? "This page could not be loaded" : "You are offline"}
      </h1>
      <p className="max-w-md text-muted">
        {online
          ? "Something went wrong on our side. Your credits and payments are safe. Try again in a moment."
          : "The page loads again as soon as you are back online. Your credits and payments are safe."}
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
