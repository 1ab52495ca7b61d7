"use client";

import { Menu as Base } from "@base-ui/react/menu";
import type { Route } from "next";
import Link from "next/link";
import type { ReactElement, ReactNode } from "react";

const itemStyle =
  "flex w-full cursor-default select-none items-center gap-2.5 rounded-md px-2.5 py-2 text-sm outline-none data-[highlighted]:bg-sunken data-[disabled]:text-faint [&_svg]:size-4 [&_svg]:text-muted";

/** A menu of actions under a trigger. */
export function Menu({ trigger, children }: { trigger: ReactElement; children: ReactNode }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={8} align="end" collisionPadding={12} className="z-40">
          <Base.Popup className="popup min-w-52 rounded-card border border-line-strong bg-raised p-1.5 outline-none">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export function MenuItem({
  onSelect,
  disabled,
  children,
}: {
  onSelect: () => void;
  disabled?: boolean;
  children: ReactNode;
}) {
  return (
    <Base.Item className={itemStyle} onClick={onSelect} disabled={disabled}>
      {children}
    </Base.Item>
  );
}

export function MenuLink({ href, children }: { href: Route; children: ReactNode }) {
  return (
    <Base.LinkItem className={itemStyle} closeOnClick render={<Link href={href} />}>
      {children}
    </Base.LinkItem>
  );
}
