/** The longer words of the dashboard. */
export const words = {
  firstSteps: {
    title: "First steps",
    note: (done: number, all: number) => `${done} of ${all} done`,
    hide: "Hide",
    steps: {
      spend: { name: "Try the playground", why: "Spend a few credits on a text and watch the balance move." },
      buy: { name: "Get more credits", why: "Buy a pack once, or choose a plan that refills every month." },
      key: { name: "Make an API key", why: "Spend credits from your own code." },
    },
  },
  plan: {
    none: "You don't have a plan. One refills your credits every month.",
    change: (name: string) => `Changes to ${name}`,
  },
  meters: {
    title: "Recent usage",
    note: "30 days",
    empty: "What you spend appears here, by meter.",
    other: "Without a meter",
  },
  buy: { title: "Buy more", note: "one-time, kept until spent", none: "No packs are on sale right now." },
  empty: {
    title: "No activity yet.",
    text: "Every credit you receive or spend is listed here, with its reason.",
  },
};
