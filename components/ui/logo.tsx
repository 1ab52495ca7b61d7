/** The vessel, two-thirds full. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 20 24" aria-hidden="true" className={className ?? "h-[22px] w-[18px]"}>
      <path className="fill-accent" d="M3.2 9.4h13.6v8.5a2.9 2.9 0 0 1-2.9 2.9H6.1a2.9 2.9 0 0 1-2.9-2.9z" />
      <path
        className="stroke-ink"
        fill="none"
        strokeWidth="1.8"
        strokeLinejoin="round"
        d="M1 1.4h18v16.3a4.9 4.9 0 0 1-4.9 4.9H5.9A4.9 4.9 0 0 1 1 17.7z"
      />
    </svg>
  );
}
