"use client";

import { useState } from "react";
import { entriesFor } from "@/components/admin/search/entries";
import { type Search, useSearch } from "@/components/admin/search/use-search";
import { Button } from "@/components/ui/button";
import { SearchBox, SearchDialog } from "@/components/ui/search-dialog";

type AdminSearchDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** Finds anything the admin pages show, and goes to any of them. */
export default function AdminSearchDialog({ open, onOpenChange }: AdminSearchDialogProps) {
  return (
    <SearchDialog open={open} onOpenChange={onOpenChange}>
      <AdminSearch onDone={() => onOpenChange(false)} />
    </SearchDialog>
  );
}

function AdminSearch({ onDone }: { onDone: () => void }) {
  const [text, setText] = useState("");
  const { search, retry } = useSearch(text);
  const status = (
    <>
      {statusText(search)}
      {search.state === "failed" ? (
        <Button size="small" onClick={retry}>
          Try again
        </Button>
      ) : null}
    </>
  );
  return (
    <SearchBox
      label="Search users, payments and ids"
      placeholder="Email, name, or any id"
      text={text}
      onText={setText}
      groups={entriesFor(text, search.state === "found" ? search.answer : null)}
      status={status}
      onDone={onDone}
    />
  );
}

function statusText(search: Search): string {
  switch (search.state) {
    case "idle":
      return "Type an email, a name, an invoice number, or an id of Refill or Stripe.";
    case "searching":
      return "Searching…";
    case "failed":
      return "The search failed.";
    case "found": {
      const { length } = search.answer.found;
      return length === 0 ? "Nothing was found." : length === 1 ? "1 result" : `${length} results`;
    }
  }
}
