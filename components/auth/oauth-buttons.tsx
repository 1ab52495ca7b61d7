"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";
import { Button } from "@/components/ui/button";

/** Sign-in buttons for the configured OAuth providers. */
export function OAuthButtons({ github, google, next }: { github: boolean; google: boolean; next: string }) {
  const [going, setGoing] = useState<string | null>(null);
  const providers = [
    { id: "github", name: "GitHub", on: github },
    { id: "google", name: "Google", on: google },
  ].filter((provider) => provider.on);
  if (providers.length === 0) return null;
  return (
    <>
      <div className="grid gap-2">
        {providers.map(({ id, name }) => (
          <Button
            key={id}
            size="large"
            pending={going === id}
            onClick={() => {
              setGoing(id);
              void signIn(id, { callbackUrl: next });
            }}
          >
            Continue with {name}
          </Button>
        ))}
      </div>
      <p className="flex items-center gap-3 text-faint text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or with email
      </p>
    </>
  );
}
