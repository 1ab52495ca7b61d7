import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import type { Route } from "next";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "@/components/ui/cx";

/** The look of a button, also for links and triggers that must look like one. */
export const buttonStyle = cva(
  "focus-ring inline-flex select-none items-center justify-center gap-2 whitespace-nowrap rounded-control border font-medium transition-colors duration-100 disabled:opacity-55 aria-disabled:opacity-55 data-[disabled]:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      look: {
        primary: "border-accent bg-accent text-accent-ink hover:border-accent-strong hover:bg-accent-strong",
        plain: "border-line-strong bg-surface text-ink hover:bg-sunken",
        quiet: "border-transparent bg-transparent text-muted hover:bg-sunken hover:text-ink",
        danger: "border-danger bg-danger text-danger-ink hover:brightness-95",
      },
      size: {
        small: "h-8 px-2.5 text-[13px]",
        medium: "h-9 px-3.5 text-sm",
        large: "h-11 px-5 text-[15px]",
        icon: "size-9",
      },
    },
    defaultVariants: { look: "plain", size: "medium" },
  },
);

type Look = VariantProps<typeof buttonStyle>;

type ButtonProps = ComponentProps<"button"> & Look & { pending?: boolean };

/**
 * A button. While `pending` it keeps its width and the focus, shows a spinner and ignores clicks. It is not disabled,
 * because a disabled button loses the focus and with it the keyboard user's place on the page.
 */
export function Button({ look, size, pending = false, className, children, type, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type={type ?? "button"}
      className={cx(buttonStyle({ look, size }), "relative", className)}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      <span className={cx("inline-flex min-w-0 items-center gap-2", pending && "invisible")}>{children}</span>
      {pending ? (
        <>
          <LoaderCircle aria-hidden className="absolute animate-spin" />
          <span className="sr-only">Working</span>
        </>
      ) : null}
    </button>
  );
}

type LinkButtonProps = Look & {
  href: Route;
  className?: string;
  children: ReactNode;
  prefetch?: boolean;
};

/** A link inside the app that looks like a button. */
export function LinkButton({ look, size, className, ...rest }: LinkButtonProps) {
  return <Link className={cx(buttonStyle({ look, size }), "print:hidden", className)} {...rest} />;
}
