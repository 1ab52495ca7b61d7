import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/components/ui/cx";
import { SideScroll } from "@/components/ui/side-scroll";

type TableProps = {
  caption: string;
  children: ReactNode;
  className?: string;
  /** The id of a text that says more about it, such as that it scrolls. */
  describedBy?: string;
};

/** A table that scrolls sideways inside its own box on narrow screens. */
export function Table({ caption, children, className, describedBy }: TableProps) {
  return (
    <SideScroll label={caption} describedBy={describedBy}>
      <table className={cx("w-full border-collapse text-left", className)}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </SideScroll>
  );
}

type CellProps = { number?: boolean };

export function Th({ number = false, className, ...rest }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope="col"
      className={cx(
        "whitespace-nowrap border-line border-b px-4 py-2.5 font-medium text-faint text-xs sm:px-5",
        number && "text-right",
        className,
      )}
      {...rest}
    />
  );
}

export function Td({ number = false, className, ...rest }: ComponentProps<"td"> & CellProps) {
  return (
    <td
      className={cx(
        "border-line border-b px-4 py-3 align-top sm:px-5 [tr:last-child>&]:border-b-0",
        number && "whitespace-nowrap text-right",
        className,
      )}
      {...rest}
    />
  );
}
