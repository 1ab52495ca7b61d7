import { signOutAction } from "@/app/(auth)/actions";
import { travel } from "@/app/time-machine/actions";
import "@/app/globals.css";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { pageNow, snapshotOf, viewer, viewerTimeZone } from "@/app/viewer";
import { Footer } from "@/components/shell/footer";
import { Navbar } from "@/components/shell/navbar";
import { ReloadOnRestore } from "@/components/shell/reload-on-restore";
import { TimeMachine } from "@/components/shell/time-machine";
import { TimeZoneProvider } from "@/components/ui/time-zone";
import { Toaster } from "@/components/ui/toaster";
import { env } from "@/lib/env";
import { mayMoveTime } from "@/lib/jobs/may-move-time";

export const metadata: Metadata = {
  title: { default: "Refill: credits that refill every month", template: "%s · Refill" },
  description: "Subscribe for monthly credits, add packs when you need more, and see where every credit went.",
  applicationName: "Refill",
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#fbfbf9" },
    { media: "(prefers-color-scheme: dark)", color: "#0d1012" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const asked = await headers();
  const nonce = asked.get("x-nonce") ?? undefined;
  const user = await viewer();
  const balance = user && (await snapshotOf(user.id));
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col font-sans">
        <ThemeProvider attribute="class" defaultTheme="system" enableSystem disableTransitionOnChange nonce={nonce}>
          <TimeZoneProvider fromCookie={await viewerTimeZone()}>
            <a
              href="#main"
              className="sr-only rounded-control bg-ink px-4 py-2 text-bg focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
            >
              Skip to content
            </a>
            <Navbar user={user} balance={balance} signOut={signOutAction} />
            <main id="main" tabIndex={-1} className="flex-1 outline-none">
              {children}
            </main>
            <Footer
              timeMachine={
                user && mayMoveTime(user, asked, env()) ? <TimeMachine now={await pageNow()} travel={travel} /> : null
              }
            />
            <Toaster />
            <ReloadOnRestore />
          </TimeZoneProvider>
        </ThemeProvider>
      </body>
    </html>
  );
}
