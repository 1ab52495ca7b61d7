import { Specimen, SpecimenGroup } from "@/components/design/specimen";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { Failed } from "@/components/ui/failed";
import { Notice } from "@/components/ui/notice";
import { ProgressBar } from "@/components/ui/progress-bar";
import { Skeleton } from "@/components/ui/skeleton";

/** What says something: notices, chips, waiting and nothing to show. */
export function MessageSpecimens() {
  return (
    <SpecimenGroup title="Messages">
      <div className="grid gap-3">
        {(["info", "good", "warn", "bad"] as const).map((tone) => (
          <Notice key={tone} tone={tone} action={tone === "good" ? null : <Button size="small">Action</Button>}>
            A notice with the tone “{tone}”, with a sentence that is long enough to wrap on a phone.
          </Notice>
        ))}
      </div>
      <Failed
        failure={{ kind: "offline", sentence: "You are offline. Try again when you are back." }}
        pending={false}
        retry={null}
      />
      <Specimen name="chips">
        {(["plain", "good", "warn", "bad"] as const).map((tone) => (
          <Chip key={tone} tone={tone}>
            {tone}
          </Chip>
        ))}
      </Specimen>
      <Specimen name="progress" wide>
        <ProgressBar label="A third" value={1} max={3} />
      </Specimen>
      <Card>
        <EmptyState title="Nothing here yet." action={<Button>Do the first thing</Button>}>
          An empty list says what to do next.
        </EmptyState>
      </Card>
      <Specimen name="skeletons" wide>
        <Skeleton className="mb-3 h-5 w-40" />
        <Card>
          <Skeleton className="h-60 rounded-card opacity-60" />
        </Card>
      </Specimen>
    </SpecimenGroup>
  );
}
