"use client";

import { Autocomplete } from "@base-ui/react/autocomplete";
import { Dialog } from "@base-ui/react/dialog";
import { type LucideIcon, Search as SearchIcon } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";

/** One line of a search: a link. */
export type SearchEntry = {
  id: string;
  title: string;
  detail: string;
  href: Route;
  icon?: LucideIcon;
  external?: boolean;
};
export type SearchGroup = { label: string; items: SearchEntry[] };

type SearchDialogProps = { open: boolean; onOpenChange: (open: boolean) => void; children: ReactNode };

/** The dialog of a search, around a SearchBox. */
export function SearchDialog({ open, onOpenChange, children }: SearchDialogProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/35 transition-opacity duration-150 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0 dark:bg-black/60" />
        <Dialog.Popup
          aria-label="Search"
          className="fixed top-2 left-1/2 z-50 flex max-h-[calc(100dvh-16px)] w-[calc(100vw-16px)] max-w-xl -translate-x-1/2 flex-col overflow-hidden rounded-card border border-line-strong bg-raised outline-none transition-opacity duration-150 data-[ending-style]:opacity-0 data-[starting-style]:opacity-0 sm:top-[12vh] sm:max-h-[70dvh]"
        >
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

type SearchBoxProps = {
  /** What can be searched for, for screen readers. */
  label: string;
  placeholder: string;
  text: string;
  onText: (text: string) => void;
  groups: SearchGroup[];
  status: ReactNode;
  onDone: () => void;
};

/** The input and what it found; arrow keys move, Enter opens. */
export function SearchBox({ label, placeholder, text, onText, groups, status, onDone }: SearchBoxProps) {
  return (
    <Autocomplete.Root
      open
      inline
      items={groups}
      filter={null}
      value={text}
      // Choosing an entry would write its title into the box.
      onValueChange={(next, { reason }) => reason !== "item-press" && onText(next)}
      itemToStringValue={(entry: SearchEntry) => entry.title}
      autoHighlight="always"
      keepHighlight
    >
      <div className="flex items-center gap-2.5 border-line border-b pr-2 pl-4">
        <SearchIcon aria-hidden className="size-4 shrink-0 text-faint" />
        <Autocomplete.Input
          aria-label={label}
          placeholder={placeholder}
          maxLength={255}
          spellCheck={false}
          autoCapitalize="none"
          className="h-12 w-full min-w-0 bg-transparent text-[15px] outline-hidden placeholder:text-faint"
        />
        <Dialog.Close className="focus-ring h-8 shrink-0 rounded-control px-2 text-[13px] text-muted hover:bg-sunken">
          Close
        </Dialog.Close>
      </div>
      <div className="min-h-40 overflow-y-auto overscroll-contain">
        <Autocomplete.Status className="flex min-h-9 items-center gap-2 px-4 pt-2 text-[13px] text-muted">
          {status}
        </Autocomplete.Status>
        <Autocomplete.List className="px-2 pb-2 outline-none">
          {(group: SearchGroup) => (
            <Autocomplete.Group key={group.label} items={group.items} className="pb-1">
              <Autocomplete.GroupLabel className="px-2.5 pt-2 pb-1 text-faint text-xs">
                {group.label}
              </Autocomplete.GroupLabel>
              <Autocomplete.Collection>
                {(entry: SearchEntry) => <EntryLine key={entry.id} entry={entry} onDone={onDone} />}
              </Autocomplete.Collection>
            </Autocomplete.Group>
          )}
        </Autocomplete.List>
      </div>
    </Autocomplete.Root>
  );
}

function EntryLine({ entry, onDone }: { entry: SearchEntry; onDone: () => void }) {
  const { href, title, detail, icon: Icon, external } = entry;
  return (
    <Autocomplete.Item
      value={entry}
      onClick={onDone}
      className="flex min-h-9 items-center gap-2.5 rounded-md px-2.5 py-1.5 outline-none data-[highlighted]:bg-sunken"
      render={<Link href={href} prefetch={false} {...(external && { target: "_blank", rel: "noreferrer" })} />}
    >
      {Icon ? <Icon aria-hidden className="size-4 shrink-0 text-muted" /> : null}
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{title}</span>
        {detail ? <span className="block truncate text-[13px] text-muted">{detail}</span> : null}
      </span>
    </Autocomplete.Item>
  );
}
