import "@refill/sdk/styles.css";
import "./globals.css";
import { Balance, RefillProvider } from "@refill/sdk/react";
import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { SignOut } from "@/components/sign-out";
import { currentUser } from "@/lib/auth";
import { firstNumbers, refillUrl } from "@/lib/refill";

export const metadata: Metadata = { title: { default: "Storyteller", template: "%s · Storyteller" } };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const user = await currentUser();
  if (!user) return <Page>{children}</Page>;
  return (
    <RefillProvider key={user.id} baseUrl={refillUrl} {...(await firstNumbers(user.id))}>
      <Page
        nav={
          <>
            <Balance low={25} />
            <nav aria-label="Main">
              <Link href="/">Chat</Link>
              <Link href="/account">Credits</Link>
            </nav>
            <SignOut />
          </>
        }
      >
        {children}
      </Page>
    </RefillProvider>
  );
}

function Page({ nav, children }: { nav?: ReactNode; children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <header>
          <p className="brand">Storyteller</p>
          {nav}
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
}
