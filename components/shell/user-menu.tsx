"use client";

import { LogOut, Settings } from "lucide-react";
import Link from "next/link";
import { useEffect } from "react";
import { forgetBalance } from "@/components/credits/balance-store";
import { menuLine } from "@/components/shell/menu-style";
import { ThemeSwitch } from "@/components/shell/theme-switch";
import { Popover } from "@/components/ui/popover";
import { toast } from "@/components/ui/toast";
import { useSending } from "@/components/ui/use-sending";

type UserMenuProps = { name: string | null; email: string; signOut: () => Promise<void> };

/** The user's email address, the theme and sign-out. */
export function UserMenu({ name, email, signOut }: UserMenuProps) {
  const sending = useSending();
  useEffect(() => {
    if (sending.failure) toast.error(sending.failure.sentence);
  }, [sending.failure]);
  return (
    <Popover
      title="Account menu"
      className="w-60 p-1.5"
      trigger={
        <button
          type="button"
          aria-label={`Account menu of ${name ?? email}`}
          className="focus-ring grid size-[30px] shrink-0 place-items-center rounded-full border border-line-strong bg-sunken font-medium text-muted text-xs hover:text-ink"
        >
          {initials(name ?? email)}
        </button>
      }
    >
      <div className="px-2.5 py-2">
        {name ? <p className="truncate font-medium">{name}</p> : null}
        <p className="truncate text-muted">{email}</p>
      </div>
      <Line />
      <Link href="/settings" className={menuLine}>
        <Settings aria-hidden /> Settings
      </Link>
      <Line />
      <div className="flex items-center justify-between gap-2 px-2.5 py-1.5 text-muted">
        Theme <ThemeSwitch />
      </div>
      <Line />
      <form
        action={signOut}
        onSubmit={(event) => {
          event.preventDefault();
          forgetBalance();
          sending.run(signOut);
        }}
      >
        <button type="submit" className={menuLine}>
          <LogOut aria-hidden /> Sign out
        </button>
      </form>
    </Popover>
  );
}

function Line() {
  return <hr className="my-1.5 border-line" />;
}

function initials(text: string): string {
  const words = text.split(/[\s@._-]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
}
