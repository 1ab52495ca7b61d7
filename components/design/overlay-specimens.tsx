"use client";

import type { ComponentProps } from "react";
import { useState } from "react";
import { SpecimenGroup } from "@/components/design/specimen";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Menu, MenuItem, MenuLink } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";
import { SearchButton, useSearchDialog } from "@/components/ui/search-button";
import { SearchBox, SearchDialog } from "@/components/ui/search-dialog";
import { toast } from "@/components/ui/toast";

/** What opens over the page. */
export function OverlaySpecimens() {
  const [asks, setAsks] = useState<"danger" | "primary" | null>(null);
  const [pending, setPending] = useState(false);
  const search = useSearchDialog(SpecimenSearch);
  return (
    <SpecimenGroup title="Overlays">
      <div className="flex flex-wrap items-center gap-3">
        <Menu trigger={<Button>Menu</Button>}>
          <MenuItem onSelect={() => toast.info("An item was chosen.")}>An item</MenuItem>
          <MenuItem onSelect={() => undefined} disabled>
            A disabled item
          </MenuItem>
          <MenuLink href="/design">A link</MenuLink>
        </Menu>
        <Popover trigger={<Button>Popover</Button>} title="A panel">
          <p className="text-muted">A small panel with a sentence or two.</p>
        </Popover>
        <Button onClick={() => setAsks("danger")}>Confirm, danger</Button>
        <Button onClick={() => setAsks("primary")}>Confirm, primary</Button>
        <Button onClick={() => toast.success("Saved.")}>Toast</Button>
        <Button onClick={() => toast.error("That did not work. Try again.")}>Toast, error</Button>
      </div>
      <div className="flex max-w-sm items-center gap-3">
        <SearchButton look="box" onClick={search.open} />
        <SearchButton look="icon" onClick={search.open} />
      </div>
      {search.dialog}
      <ConfirmDialog
        open={asks !== null}
        onOpenChange={(open) => setAsks(open ? asks : null)}
        title="Do this?"
        effect={<p>What happens, to whom, and whether it can be undone.</p>}
        confirm="Do it"
        look={asks ?? "danger"}
        pending={pending}
        onConfirm={() => {
          setPending(true);
          setTimeout(() => {
            setPending(false);
            setAsks(null);
          }, 1_500);
        }}
      />
    </SpecimenGroup>
  );
}

function SpecimenSearch({ open, onOpenChange }: Pick<ComponentProps<typeof SearchDialog>, "open" | "onOpenChange">) {
  const [text, setText] = useState("");
  const items = ["First", "Second"].map((title) => ({
    id: title,
    title,
    detail: "A detail",
    href: "/design" as const,
  }));
  return (
    <SearchDialog open={open} onOpenChange={onOpenChange}>
      <SearchBox
        label="Search specimens"
        placeholder="Anything"
        text={text}
        onText={setText}
        groups={[{ label: "Group", items }]}
        status="2 results"
        onDone={() => onOpenChange(false)}
      />
    </SearchDialog>
  );
}
