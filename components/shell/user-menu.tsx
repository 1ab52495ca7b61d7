"use client";

import { LogOut, Monitor, Moon, Settings, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { useEffect } from "react";
import { toast } from "sonner";
import { forgetBalance } from "@/components/credits/balance-store";
import { Menu, MenuChoices, MenuItem, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { useSending } from "@/components/ui/use-sending";

type UserMenuProps = { name: string | null; email: string; signOut: () => Promise<void> };

/** The user's email address, the theme and sign-out. */
export function UserMenu({ name, email, signOut }: UserMenuProps) {
  const { theme, setTheme } = useTheme();
  const sending = useSending();
  useEffect(() => {
    if (sending.failure) toast.error(sending.failure.sentence);
  }, [sending.failure]);
  return (
    <Menu
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
        <p className="max-w-56 truncate text-muted">{email}</p>
      </div>
      <MenuSeparator />
      <MenuLink href="/settings">
        <Settings aria-hidden /> Settings
      </MenuLink>
      <MenuSeparator />
      <MenuChoices label="Theme" value={theme ?? "system"} onChange={setTheme} choices={themes} />
      <MenuSeparator />
      <MenuItem
        onSelect={() => {
          forgetBalance();
          sending.run(signOut);
        }}
      >
        <LogOut aria-hidden /> Sign out
      </MenuItem>
    </Menu>
  );
}

const themes = [
  { value: "system", label: "System", icon: <Monitor aria-hidden /> },
  { value: "light", label: "Light", icon: <Sun aria-hidden /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden /> },
];

function initials(text: string): string {
  const words = text.split(/[\s@._-]+/).filter(Boolean);
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
}
