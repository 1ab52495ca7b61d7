import { ConfirmFirst } from "@/components/auth/confirm-first";
import type { FormState } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";

/** What came of a form of an endpoint; a new secret is shown here and nowhere else. */
export function EndpointAnswer({ state, page }: { state: FormState; page: string }) {
  const secret = state.done ? state.values.secret : undefined;
  return (
    <>
      <ConfirmFirst state={state} next={page} />
      {state.message ? (
        <Notice tone={state.done ? "good" : "bad"} live>
          <p>{state.message}</p>
          {secret ? (
            <>
              <p className="mt-2">Its signing secret, which is not shown again:</p>
              <code className="mt-1 block break-all font-mono text-[13px]" data-testid="webhook-secret">
                {secret}
              </code>
            </>
          ) : null}
        </Notice>
      ) : null}
    </>
  );
}
