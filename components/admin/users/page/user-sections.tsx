import type { ReactNode } from "react";

const SECTIONS = {
  about: "Overview",
  plan: "Plan",
  credits: "Credits",
  billing: "Billing",
  emails: "Emails",
  access: "Access",
  record: "Notes and log",
} as const;

type Section = keyof typeof SECTIONS;

/** The sections of a user's page as links, which stay in sight. On a phone they scroll sideways. */
export function UserSections() {
  return (
    <nav
      aria-label="Sections of this user"
      className="-mx-4 md:-mx-6 sticky top-[6.25rem] z-10 overflow-x-auto border-line border-b bg-bg px-4 md:px-6 lg:top-14 lg:mx-0 lg:px-0"
    >
      <ul className="flex gap-1">
        {Object.entries(SECTIONS).map(([id, label]) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="focus-ring inline-flex h-10 items-center whitespace-nowrap rounded-control px-2.5 text-muted hover:text-ink focus-visible:-outline-offset-2"
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** One of them, with its cards. */
export function UserSection({ id, children }: { id: Section; children: ReactNode }) {
  return (
    <div id={id} className="grid min-w-0 scroll-mt-40 grid-cols-1 gap-4 lg:scroll-mt-28">
      {children}
    </div>
  );
}
