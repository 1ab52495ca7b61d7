import type { ReactNode } from "react";

const GROUPS = { account: "Account", security: "Security", credits: "Credits and email", data: "Your data" } as const;

type Group = keyof typeof GROUPS;

/** Links to the groups of the settings page. */
export function SettingsNav() {
  return (
    <nav aria-label="Settings">
      <ul className="-mx-2 flex flex-wrap gap-x-1">
        {Object.entries(GROUPS).map(([id, name]) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="focus-ring inline-block rounded-control px-2 py-1.5 text-muted hover:text-ink"
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The cards of one settings group. */
export function SettingsGroup({ id, children }: { id: Group; children: ReactNode }) {
  return (
    <section aria-labelledby={`${id}-heading`} id={id} className="grid scroll-mt-20 grid-cols-1 gap-4 pt-2">
      <h2 id={`${id}-heading`} className="font-semibold text-lg tracking-[-0.01em]">
        {GROUPS[id]}
      </h2>
      {children}
    </section>
  );
}
