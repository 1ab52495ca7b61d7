import { type SecondFactorActions, SecondFactorButtons } from "@/components/account/second-factor-buttons";
import { LinkButton } from "@/components/ui/button";
import { Card, CardHead } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { DateTime } from "@/components/ui/date-time";
import type { SecondFactorView } from "@/lib/auth/second-factor/queries";

type SecondFactorCardProps = { factor: SecondFactorView | null; isNeeded: boolean; actions: SecondFactorActions };

/** Whether sign-in requires a code as well as the password. */
export function SecondFactorCard({ factor, isNeeded, actions }: SecondFactorCardProps) {
  return (
    <Card aria-label="Two-step sign-in" id="second-factor" className="scroll-mt-28 lg:scroll-mt-20">
      <CardHead
        title="Two-step sign-in"
        action={
          factor ? (
            <Chip tone="good">On</Chip>
          ) : (
            <LinkButton href="/settings/second-factor" size="small" look="primary" prefetch={false}>
              Set up
            </LinkButton>
          )
        }
      />
      <div className="grid gap-4 px-4 pb-5 sm:px-5">
        {factor ? (
          <>
            <p className="text-muted">
              On since <DateTime at={factor.enabledAt} />. You sign in with a code from your authenticator app.{" "}
              {factor.recoveryCodesLeft === 1 ? "1 recovery code is" : `${factor.recoveryCodesLeft} recovery codes are`}{" "}
              left.
            </p>
            <SecondFactorButtons isNeeded={isNeeded} actions={actions} />
          </>
        ) : (
          <p className="text-muted">
            Off. When it is on, you sign in with a code from an app on your phone, so a stolen password is not enough.
          </p>
        )}
      </div>
    </Card>
  );
}
