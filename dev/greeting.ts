import { DEMO_PASSWORD, DEMO_USERS } from "./demo-accounts";

export type Ready = {
  url: string;
  took: string;
  /** The first plan that costs something. */
  plan: { name: string; credits: string };
  stripe: string | undefined;
  database: string | undefined;
  folder: string;
};

/** What the demo says when it is ready: who can sign in, and what to try. */
export function greeting({ url, took, plan, stripe, database, folder }: Ready): string {
  const people = DEMO_USERS.map(
    ({ email, role }) => `    ${email.padEnd(20)} ${DEMO_PASSWORD}    ${role.toLowerCase()}`,
  );
  const admin = DEMO_USERS.find(({ role }) => role === "ADMIN");
  return `
  Refill is ready (${took}):  ${url}

  Sign in as, or sign up with any address: the mail that verifies it is in the outbox
${people.join("\n")}

  Try this
    1. ${url}/pricing: subscribe to ${plan.name}
    2. pay with 4242 4242 4242 4242, any date to come, any CVC: ${plan.credits} credits arrive
    3. ${url}/playground: spend some, and watch the balance in the navbar
    4. in another terminal: npm run time -- +1month    the plan renews and the credits are back
    5. ${url}/admin, signed in as ${admin?.email} with ${DEMO_PASSWORD}: run the business, and change a plan

  Cards        4242 4242 4242 4242   pays
               5555 5555 5555 4444   pays, as another person's card: each card earns one referral reward
               4000 0000 0000 9995   is declined: insufficient funds
  Time         npm run time -- +1month | +1day | +3h | next-renewal | 2027-01-01
  Stripe       ${stripe} (local: no account, no money)
  PostgreSQL   ${database}
  Log          ${folder}/app.log
  Begin anew   npm run demo -- --reset            with --year, it begins with a year of business

  Ctrl-C stops everything; the data stays for the next time.
`;
}
