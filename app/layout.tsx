import { signOutAction } from "@/app/(auth)/actions";
import { startsFree } from "@/app/catalogue";
import { appMetadata, siteMetadata } from "@/app/site-metadata";
import { travel } from "@/app/time-machine/actions";
import "@/app/globals.css";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { mono } from "@/app/fonts";
import { pageNow, snapshotOf, subscriptionOf, viewer, viewerTimeZone } from "@/app/viewer";
import { refillWait } from "@/components/billing/plan-status";
import { Footer } from "@/components/shell/footer";
import { LazyTimeMachine } from "@/components/shell/lazy-time-machine";
import { Navbar } from "@/components/shell/navbar";
import { OnceLoaded } from "@/components/shell/once-loaded";
import { ReloadOnRestore } from "@/components/shell/reload-on-restore";
import { ViewBanner } from "@/components/shell/view-banner";
import { OfflineNotice } from "@/components/ui/offline-notice";
import { TimeZoneProvider } from "@/components/ui/time-zone";
import { Toaster } from "@/components/ui/toaster";
import { scriptCookie } from "@/lib/cookies";
import { env } from "@/lib/env";
import { mayMoveTime } from "@/lib/jobs/may-move-time";
import { THEME_SCRIPT } from "@/lib/pages/theme-script";
import { KEPT_SCRIPT } from "@/lib/pages/without-scripts";

// At the request and not while it is built: the app's address is a setting of the running app.
export async function generateMetadata(): Promise<Metadata> {
  const { APP_URL } = env();
  return (await viewer()) ? appMetadata(APP_URL) : siteMetadata(APP_URL);
}

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
  const waitsFor = refillWait(user && (await subscriptionOf(user.id)));
  return (
    <html lang="en" className={`${GeistSans.variable} ${mono.variable}`} suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col font-sans">
        <script
          nonce={nonce}
          {...{ [KEPT_SCRIPT]: "" }}
          // biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant.
          dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }}
          suppressHydrationWarning
        />
        <TimeZoneProvider fromCookie={await viewerTimeZone()} cookie={scriptCookie("timeZone")}>
          <a
            href="#main"
            className="sr-only rounded-control bg-ink px-4 py-2 text-bg focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50"
          >
            Skip to content
          </a>
          {user ? <ViewBanner user={user} /> : null}
          <Navbar
            user={user}
            balance={balance}
            startsFree={await startsFree()}
            waitsFor={waitsFor}
            signOut={signOutAction}
          />
          <main id="main" tabIndex={-1} className="flex-1 outline-none">
            {children}
          </main>
          <Footer
            timeMachine={
              user && mayMoveTime(user, asked, env()) ? <LazyTimeMachine now={await pageNow()} travel={travel} /> : null
            }
          />
          <Toaster />
          <OfflineNotice />
          <ReloadOnRestore />
          <OnceLoaded />
        </TimeZoneProvider>
      </body>
    </html>
  );
}
