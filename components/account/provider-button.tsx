"use client";

import { signIn } from "next-auth/react";
import { type ComponentProps, useTransition } from "react";
import { Button } from "@/components/ui/button";

type ProviderButtonProps = Pick<ComponentProps<typeof Button>, "size" | "children" | "aria-label"> & {
  provider: "github" | "google";
  next: string;
  /** Notes what the way to the provider is for, before the browser goes. */
  begin: () => Promise<void>;
};

/** Sends a signed-in user to an OAuth provider, to link it or to confirm their identity. */
export function ProviderButton({ provider, next, begin, ...rest }: ProviderButtonProps) {
  const [pending, startTransition] = useTransition();
  const go = () =>
    startTransition(async () => {
      await begin();
      await signIn(provider, { callbackUrl: next });
    });
  return <Button pending={pending} onClick={go} {...rest} />;
}
