import Link from "next/link";
import type { RefillWait } from "@/components/billing/plan-status";
import { BalancePill } from "@/components/credits/balance-pill";
import type { BalanceSnapshot } from "@/components/credits/balance-snapshot";
import { MobileMenu } from "@/components/shell/mobile-menu";
import { NavLinks } from "@/components/shell/nav-links";
import { SIGN_IN, sectionsFor } from "@/components/shell/sections";
import { UserMenu } from "@/components/shell/user-menu";
import { buttonStyle, LinkButton } from "@/components/ui/button";
import { cx } from "@/components/ui/cx";
import { Logo } from "@/components/ui/logo";
import type { SignedInUser } from "@/lib/auth/types";

type NavbarProps = {
  user: SignedInUser | null;
  balance: BalanceSnapshot | null;
  /** Whether there is a plan that costs nothing. */
  startsFree: boolean;
  /** What the next credits wait for. */
  waitsFor: RefillWait;
  signOut: () => Promise<void>;
};

/** The bar on every page: sections, balance and user menu. */
export function Navbar({ user, balance, startsFree, waitsFor, signOut }: NavbarProps) {
  const sections = sectionsFor(user);
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-bg/90 backdrop-blur-[10px]">
      <div className="wrap flex h-14 items-center gap-3 md:gap-5">
        <Link
          href={user ? "/dashboard" : "/"}
          className="focus-ring mr-1 flex items-center gap-2.5 rounded-md font-semibold text-[15px] tracking-[-0.015em]"
        >
          <Logo />
          <span className="max-[359px]:sr-only">Refill</span>
        </Link>
        <NavLinks sections={sections} />
        <span className="flex-1" />
        {user ? (
          <>
            {balance ? <BalancePill initial={balance} waitsFor={waitsFor} /> : null}
            <UserMenu name={user.name} email={user.email} signOut={signOut} />
            <MobileMenu sections={sections} />
          </>
        ) : (
          <>
            <Link href="/signin" className={cx(buttonStyle({ look: "quiet", size: "small" }), "text-sm max-md:hidden")}>
              Sign in
            </Link>
            <LinkButton href="/signup" look="primary" size="small">
              {startsFree ? "Start free" : "Sign up"}
            </LinkButton>
            <MobileMenu sections={[...sections, SIGN_IN]} />
          </>
        )}
      </div>
    </header>
  );
}
