import { Eye } from "lucide-react";
import { Button } from "@/components/ui/button";
import { DateTime } from "@/components/ui/date-time";
import type { SignedInUser } from "@/lib/auth/types";

/** Shown on every page while an admin views the app as another user, and until they go back. */
export function ViewBanner({ user }: { user: SignedInUser }) {
  const { view } = user;
  if (!view) return null;
  return (
    <aside aria-label="View as a user" className="border-warn-line border-b bg-warn-soft text-warn">
      <div className="wrap flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5 text-sm">
        <Eye aria-hidden className="size-[18px] shrink-0" />
        <p className="min-w-0 flex-1 basis-56">
          {view === "over" ? (
            "The view of the user's account is over."
          ) : (
            <>
              You view the app as <strong className="break-all">{user.email}</strong>. Nothing can be changed. It ends
              at <DateTime at={view.until} />.
            </>
          )}
        </p>
        <form method="post" action="/api/viewing/end">
          <Button type="submit" size="small">
            {view === "over" ? "Go on as yourself" : "Stop viewing"}
          </Button>
        </form>
      </div>
    </aside>
  );
}
