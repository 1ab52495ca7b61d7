"use client";

import { BookOpen, Braces, TriangleAlert } from "lucide-react";
import type { Route } from "next";
import { useState } from "react";
import type { DocsEntry } from "@/components/docs/search/docs-entry";
import { searchDocs } from "@/components/docs/search/search-docs";
import { type DocsIndex, useDocsIndex } from "@/components/docs/search/use-docs-index";
import { Button } from "@/components/ui/button";
import { SearchBox, SearchDialog, type SearchGroup } from "@/components/ui/search-dialog";

const ICONS = { Guides: BookOpen, "API reference": Braces, Errors: TriangleAlert };

type DocsSearchDialogProps = { open: boolean; onOpenChange: (open: boolean) => void };

/** Finds guides, endpoints and error codes. */
export default function DocsSearchDialog({ open, onOpenChange }: DocsSearchDialogProps) {
  return (
    <SearchDialog open={open} onOpenChange={onOpenChange}>
      <DocsSearch onDone={() => onOpenChange(false)} />
    </SearchDialog>
  );
}

function DocsSearch({ onDone }: { onDone: () => void }) {
  const [text, setText] = useState("");
  const { index, retry } = useDocsIndex();
  const entries = index.state === "ready" ? index.entries : [];
  // Before anything is typed, the guides themselves.
  const found = text.trim() === "" ? entries.filter(isGuide) : searchDocs(entries, text);
  const status =
    index.state === "failed" ? (
      <>
        The search could not be loaded.
        <Button size="small" onClick={retry}>
          Try again
        </Button>
      </>
    ) : (
      statusText(index, text, found.length)
    );
  return (
    <SearchBox
      label="Search guides, endpoints and errors"
      placeholder="Search the documentation"
      text={text}
      onText={setText}
      groups={groupsOf(found)}
      status={status}
      onDone={onDone}
    />
  );
}

const isGuide = ({ group, href }: DocsEntry) => group === "Guides" && !href.includes("#");

/** In groups, that of the best result first. */
function groupsOf(found: DocsEntry[]): SearchGroup[] {
  return [...new Set(found.map(({ group }) => group))].map((label) => ({
    label,
    items: found
      .filter(({ group }) => group === label)
      .map(({ href, title, detail }) => ({ id: href, title, detail, href: href as Route, icon: ICONS[label] })),
  }));
}

function statusText({ state }: DocsIndex, text: string, found: number): string {
  if (state === "loading") return "Loading…";
  if (text.trim() === "") return "Type a word, an endpoint or an error code.";
  if (found === 0) return "Nothing was found.";
  return found === 1 ? "1 result" : `${found} results`;
}
