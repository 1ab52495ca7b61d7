import { UnlinkButton } from "@/components/account/unlink-button";
import { ProviderForm } from "@/components/auth/provider-form";
import { Card, CardHead } from "@/components/ui/card";
import type { FormAction } from "@/components/ui/form-state";
import { Notice } from "@/components/ui/notice";
import type { UnlinkResult } from "@/lib/auth/oauth/unlink-identity";

type ProviderId = "github" | "google";

export type LinkingActions = {
  linkProvider: FormAction;
  unlinkProvider: (provider: ProviderId) => Promise<UnlinkResult>;
};

type LinkedAccountsCardProps = {
  /** The configured providers. */
  offered: ProviderId[];
  ways: { password: boolean; linked: ProviderId[] };
  /** From the page's query: `linked` or `taken` names the provider that just redirected back. */
  query: Record<string, string | string[] | undefined>;
  actions: LinkingActions;
};

const NAMES = { github: "GitHub", google: "Google" };

/** The OAuth accounts that the user can sign in with. */
export function LinkedAccountsCard({ offered, ways, query, actions }: LinkedAccountsCardProps) {
  if (offered.length === 0) return null;
  const isLastWayIn = !ways.password && ways.linked.length === 1;
  return (
    <Card aria-label="Linked accounts" id="linked-accounts" className="scroll-mt-28 lg:scroll-mt-20">
      <CardHead title="Linked accounts" />
      <div className="px-4 sm:px-5">
        <p className="text-muted">Other accounts you can sign in with.</p>
        <Outcome query={query} offered={offered} />
      </div>
      <ul className="mt-3 border-line border-t">
        {offered.map((provider) => {
          const isLinked = ways.linked.includes(provider);
          const name = NAMES[provider];
          return (
            <li
              key={provider}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-b px-4 py-3 last:border-b-0 sm:px-5"
            >
              <div>
                <p className="font-medium">{name}</p>
                <p className="text-[13px] text-muted">{isLinked ? "You can sign in with it." : "Not linked."}</p>
              </div>
              {isLinked ? (
                <UnlinkButton
                  name={name}
                  isLastWayIn={isLastWayIn}
                  action={actions.unlinkProvider.bind(null, provider)}
                />
              ) : (
                <ProviderForm
                  provider={provider}
                  next="/settings"
                  action={actions.linkProvider}
                  size="small"
                  aria-label={`Link ${name}`}
                >
                  Link
                </ProviderForm>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function Outcome({ query, offered }: Pick<LinkedAccountsCardProps, "query" | "offered">) {
  const linked = offered.find((provider) => provider === query.linked);
  const taken = offered.find((provider) => provider === query.taken);
  if (linked) {
    return (
      <Notice tone="good" live className="mt-3">
        {NAMES[linked]} is linked. You can now sign in with it.
      </Notice>
    );
  }
  if (!taken) return null;
  return (
    <Notice tone="bad" live className="mt-3">
      This {NAMES[taken]} account is linked to another user. Unlink it there first.
    </Notice>
  );
}
