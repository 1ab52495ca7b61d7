"use client";

import { signIn } from "next-auth/react";
import { type ComponentProps, useTransition } from "react";
import { beginConfirming, beginLinking } from "@/app/(account)/settings/oauth-actions";
import { Button } from "@/components/ui/button";

type ProviderButtonProps = Pick<ComponentProps<typeof Button>, "size" | "children" | "aria-label"> & {
  purpose: "link" | "confirm";
  provider: "github" | "google";
  next: string;
};

/** Sends a signed-in user to an OAuth provider, to link it or to confirm their identity. */
export function ProviderButton({ purpose, provider, next, ...rest }: ProviderButtonProps) {
  const [pending, startTransition] = useTransition();
  const go = () =>
    startTransition(async () => {
      await (purpose === "link" ? beginLinking(provider) : beginConfirming(provider, next));
      await signIn(provider, { callbackUrl: next });
    });
  return <Button pending={pending} onClick={go} {...rest} />;
}
