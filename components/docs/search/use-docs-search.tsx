"use client";

import dynamic from "next/dynamic";
import { useSearchDialog } from "@/components/ui/search-button";

// Loaded when it is first opened: no page has to wait for it.
const DocsSearchDialog = dynamic(() => import("@/components/docs/search/docs-search-dialog"), { ssr: false });

/** The search over guides and reference: what its buttons need, and the dialog. Without JavaScript they lead to a page. */
export function useDocsSearch() {
  const { open, dialog } = useSearchDialog(DocsSearchDialog);
  return { button: { onClick: open, href: "/docs/search" }, dialog };
}
