"use client";

import { Search } from "lucide-react";
import { type ComponentType, useEffect, useState, useSyncExternalStore } from "react";
import { cx } from "@/components/ui/cx";

type DialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

/**
 * Opens `Dialog` with ⌘K or Ctrl+K, or when `open` is called. Pass a component that is loaded when it is first shown, and
 * render `dialog` once.
 */
export function useSearchDialog(Dialog: ComponentType<DialogProps>) {
  const [state, setState] = useState<"never" | "open" | "closed">("never");
  const open = () => setState("open");
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      setState((before) => (before === "open" ? "closed" : "open"));
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  const dialog =
    state === "never" ? null : (
      <Dialog open={state === "open"} onOpenChange={(next) => setState(next ? "open" : "closed")} />
    );
  return { open, dialog };
}

type SearchButtonProps = {
  onClick: () => void;
  /** On narrow screens an icon alone. */
  look: "box" | "icon";
  /** A page that searches without JavaScript. */
  href?: string;
};

/** Opens the search. */
export function SearchButton({ onClick, look, href }: SearchButtonProps) {
  const isApple = useSyncExternalStore(
    noChange,
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => false,
  );
  const shared = {
    "aria-label": "Search",
    "aria-keyshortcuts": "Meta+K Control+K",
    className: cx(
      "focus-ring flex items-center rounded-control text-muted hover:text-ink",
      look === "box"
        ? "h-9 w-full gap-2.5 border border-[var(--control-line)] bg-surface px-2.5"
        : "size-11 shrink-0 justify-center hover:bg-sunken focus-visible:-outline-offset-2",
    ),
  };
  const face = (
    <>
      <Search aria-hidden className="size-4 shrink-0" />
      {look === "box" ? (
        <>
          <span className="flex-1 text-left">Search</span>
          <kbd className="font-sans text-[12px] text-faint">{isApple ? "⌘K" : "Ctrl K"}</kbd>
        </>
      ) : null}
    </>
  );
  if (href === undefined) {
    return (
      <button type="button" onClick={onClick} {...shared}>
        {face}
      </button>
    );
  }
  return (
    <a
      href={href}
      onClick={(event) => {
        event.preventDefault();
        onClick();
      }}
      {...shared}
    >
      {face}
    </a>
  );
}

const noChange = () => () => undefined;
