import type { ReactNode } from "react";
import { SettingsNav } from "@/components/account/settings-nav";
import { SETTINGS_GROUPS, type SettingsGroupId } from "@/components/account/settings-words";
import { PageHeader } from "@/components/ui/page-header";

/** The settings page: its groups, and beside them or, on narrow screens, above them the links to each. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  return (
    <div className="wrap pt-8 pb-8">
      <PageHeader title="Settings">Your account, your credits and your email notifications.</PageHeader>
      <div className="mt-3 grid grid-cols-1 items-start gap-x-10 lg:grid-cols-[176px_minmax(0,1fr)]">
        <SettingsNav />
        <div className="grid max-w-3xl grid-cols-1 gap-4">{children}</div>
      </div>
    </div>
  );
}

/** The cards of one settings group. */
export function SettingsGroup({ id, children }: { id: SettingsGroupId; children: ReactNode }) {
  return (
    <section
      aria-labelledby={`${id}-heading`}
      id={id}
      className="grid scroll-mt-28 grid-cols-1 gap-4 pt-2 lg:scroll-mt-20"
    >
      <h2 id={`${id}-heading`} className="font-semibold text-lg tracking-[-0.01em]">
        {SETTINGS_GROUPS[id]}
      </h2>
      {children}
    </section>
  );
}
