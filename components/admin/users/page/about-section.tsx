import type { ComponentProps } from "react";
import { mayAct, type UserPageData } from "@/components/admin/users/page/user-page-data";
import { UserSection } from "@/components/admin/users/page/user-sections";
import { BalanceFacts, ProfileFacts } from "@/components/admin/users/user-facts";
import { ViewCard } from "@/components/admin/users/view-card";

type AboutSectionProps = { data: UserPageData; view: Omit<ComponentProps<typeof ViewCard>, "userId"> };

/** Who the user is and what they have, and the app as they see it. */
export function AboutSection({ data, view }: AboutSectionProps) {
  const { user, ledger } = data;
  return (
    <UserSection id="about">
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <ProfileFacts user={user} />
        {ledger ? <BalanceFacts balance={ledger.balance} explanation={ledger.explanation} /> : null}
        {mayAct(data) && user.role === "USER" ? <ViewCard userId={user.id} {...view} /> : null}
      </div>
    </UserSection>
  );
}
