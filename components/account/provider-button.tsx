"use client";

import { signIn } from "next-auth/react";
import type { ComponentProps } from "react";
import { Button } from "@/components/ui/button";
import { Failed } from "@/components/ui/failed";
import { useSending } from "@/components/ui/use-sending";

type ProviderButtonProps = Pick<ComponentProps<typeof Button>, "size" | "children" | "aria-label"> & {
  provider: "github" | "google";
  next: string;
  /** Notes what the way to the provider is for, before the browser goes. */
  begin: () => Promise<void>;
};

/** Sends a signed-in user to an OAuth provider, to link it or to confirm their identity. */
export function ProviderButton({ provider, next, begin, ...rest }: ProviderButtonProps) {
  const sending = useSending();
  const go = () =>
    sending.run(async () => {
      await begin();
      await signIn(provider, { callbackUrl: next });
    });
  return (
    <>
      <Button pending={sending.pending} onClick={go} {...rest} />
      <Failed {...sending} />
    </>
  );
}
