import { EVENT_TYPES, EVENT_WORDS } from "@/lib/webhooks/event-types";

/** What an endpoint is sent, a box for each type. None checked is everything. */
export function EventTypeBoxes({ chosen, error }: { chosen: readonly string[]; error: string | undefined }) {
  return (
    <fieldset className="min-w-0">
      <legend className="font-medium text-[13px]">Events</legend>
      <p className="mt-1 text-[13px] text-muted">
        Check none to send everything, including types that are added later.
      </p>
      <details className="mt-2" open={chosen.length > 0}>
        <summary className="focus-ring inline-block cursor-pointer rounded-md font-medium text-[13px] leading-6 underline decoration-line-strong underline-offset-4">
          Choose events
        </summary>
        <div className="mt-3 grid gap-x-6 gap-y-2.5 sm:grid-cols-2">
          {EVENT_TYPES.map((type) => (
            <div key={type} className="flex items-start gap-2.5">
              <input
                type="checkbox"
                id={`events-${type}`}
                aria-describedby={`events-${type}-words`}
                name="eventTypes"
                value={type}
                defaultChecked={chosen.includes(type)}
                className="focus-ring mt-0.5 size-4 shrink-0 accent-[var(--accent)]"
              />
              <div className="min-w-0">
                <label htmlFor={`events-${type}`} className="block break-all font-mono text-[13px]">
                  {type}
                </label>
                <p id={`events-${type}-words`} className="text-[13px] text-muted">
                  {EVENT_WORDS[type]}
                </p>
              </div>
            </div>
          ))}
        </div>
      </details>
      {error ? (
        <p role="alert" className="mt-2 text-[13px] text-danger">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
