import type { Route } from "next";
import Link from "next/link";
import { cx } from "@/components/ui/cx";
import { segmentedStyle, segmentStyle } from "@/components/ui/segmented-style";

type SegmentedLinksProps = {
  label: string;
  choices: { href: Route; label: string; isChosen: boolean }[];
  className?: string;
};

/** Switches between views that have an address each, so that it works without JavaScript and can be shared. */
export function SegmentedLinks({ label, choices, className }: SegmentedLinksProps) {
  return (
    <nav aria-label={label} className={cx(segmentedStyle, className)}>
      {choices.map(({ href, label: name, isChosen }) => (
        <Link
          key={href}
          href={href}
          replace
          scroll={false}
          aria-current={isChosen ? "true" : undefined}
          data-pressed={isChosen ? "" : undefined}
          className={segmentStyle}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
