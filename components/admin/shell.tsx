"use client";

import { Dialog } from "@base-ui/react/dialog";
import { ChevronRight, X } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useState } from "react";
import { SectionCount } from "@/components/admin/attention/section-count";
import { ADMIN_SECTIONS, sectionOf } from "@/components/admin/sections";
import { cx } from "@/components/ui/cx";
import { LinkPending } from "@/components/ui/link-pending";
import { SearchButton, useSearchDialog } from "@/components/ui/search-button";
import type { Attention } from "@/lib/attention/read-attention";

// Loaded when it is first opened: no page has to wait for it.
const SearchDialog = dynamic(() => import("@/components/admin/search/search-dialog"), { ssr: false });

type Counted = { attention: Promise<Attention[] | null> };

/** The search box and the admin's sections beside the page: a sidebar on wide screens, a drawer on narrow ones. */
export function AdminShell({ attention, children }: Counted & { children: ReactNode }) {
  const search = useSearchDialog(SearchDialog);
  return (
    <div className="wrap-wide lg:grid lg:grid-cols-[184px_minmax(0,1fr)] lg:gap-x-8">
      <aside className="sticky top-14 hidden max-h-[calc(100dvh-56px)] content-start gap-3 self-start overflow-y-auto py-8 lg:grid">
        <SearchButton look="box" onClick={search.open} />
        <SectionLinks attention={attention} />
      </aside>
      <div className="-mx-4 sticky top-14 z-20 flex items-center border-line border-b bg-bg md:-mx-6 lg:hidden">
        <SectionDrawer attention={attention} />
        <SearchButton look="icon" onClick={search.open} />
      </div>
      <div className="grid min-w-0 grid-cols-1 content-start gap-4 pt-5 pb-8 lg:pt-8">{children}</div>
      {search.dialog}
    </div>
  );
}

function SectionLinks({ attention, onFollow }: Counted & { onFollow?: () => void }) {
  const here = sectionOf(usePathname());
  return (
    <nav aria-label="Admin">
      <ul className="grid gap-0.5">
        {ADMIN_SECTIONS.map((section) => {
          const { href, label, icon: Icon } = section;
          return (
            <li key={href}>
              <Link
                href={href}
                onClick={onFollow}
                aria-current={section === here ? "page" : undefined}
                className={cx(
                  "focus-ring flex h-9 items-center gap-2.5 rounded-control px-2.5 focus-visible:-outline-offset-2",
                  section === here ? "bg-sunken font-medium text-ink" : "text-muted hover:bg-sunken hover:text-ink",
                )}
              >
                <Icon aria-hidden className="size-4 shrink-0" />
                {label}
                <SectionCount section={href} attention={attention} />
                <LinkPending />
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function SectionDrawer({ attention }: Counted) {
  const [open, setOpen] = useState(false);
  const here = sectionOf(usePathname());
  return (
    <Dialog.Root open={open} onOpenChange={(next) => setOpen(next)}>
      <Dialog.Trigger className="focus-ring flex h-11 min-w-0 flex-1 items-center gap-2 px-4 focus-visible:-outline-offset-2 md:px-6">
        <span className="text-muted">Admin</span>
        <ChevronRight aria-hidden className="size-4 text-faint" />
        <span className="font-medium">{here?.label}</span>
        <SectionCount section="all" attention={attention} />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/35 transition-opacity duration-150 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0 dark:bg-black/60" />
        <Dialog.Popup className="fixed inset-y-0 left-0 z-50 w-64 max-w-[85vw] overflow-y-auto border-line-strong border-r bg-raised p-3 outline-none transition-transform duration-150 data-[ending-style]:-translate-x-full data-[starting-style]:-translate-x-full">
          <div className="mb-2 flex h-9 items-center justify-between pl-2.5">
            <Dialog.Title className="font-semibold">Admin</Dialog.Title>
            <Dialog.Close
              aria-label="Close"
              className="focus-ring grid size-9 place-items-center rounded-control text-muted hover:bg-sunken"
            >
              <X aria-hidden className="size-4" />
            </Dialog.Close>
          </div>
          <SectionLinks attention={attention} onFollow={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
