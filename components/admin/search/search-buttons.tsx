"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState, useSyncExternalStore } from "react";
import { cx } from "@/components/ui/cx";

// Loaded when it is first opened: no page has to wait for it.
const SearchDialog = dynamic(() => import("@/components/admin/search/search-dialog"), { ssr: false });

/** Opens with ⌘K or Ctrl+K, or when `open` is called. Render `dialog` once. */
export function useSearchDialog() {
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
      <SearchDialog open={state === "open"} onOpenChange={(next) => setState(next ? "open" : "closed")} />
    );
  return { open, dialog };
}

/** The button in the sidebar; on narrow screens an icon alone. */
export function SearchButton({ onClick, look }: { onClick: () => void; look: "box" | "icon" }) {
  const isApple = useSyncExternalStore(
    noChange,
    () => /Mac|iPhone|iPad/.test(navigator.platform),
    () => false,
  );
  return (
    <button
      type="button"
      onClick={onClick}
      aria-label="Search"
      aria-keyshortcuts="Meta+K Control+K"
      className={cx(
        "focus-ring flex items-center rounded-control text-muted hover:text-ink",
        look === "box"
          ? "h-9 w-full gap-2.5 border border-[var(--control-line)] bg-surface px-2.5"
          : "size-11 shrink-0 justify-center hover:bg-sunken focus-visible:-outline-offset-2",
      )}
    >
      <Search aria-hidden className="size-4 shrink-0" />
      {look === "box" ? (
        <>
          <span className="flex-1 text-left">Search</span>
          <kbd className="font-sans text-[12px] text-faint">{isApple ? "⌘K" : "Ctrl K"}</kbd>
        </>
      ) : null}
    </button>
  );
}

const noChange = () => () => undefined;
