/** The words of the home page. */
export const words = {
  title: "Credits for everything you run, refilled every month.",
  lead: "Refill is a prepaid balance for software that costs something with each use, such as AI models. Subscribe to a plan or buy a pack, spend credits with each request, and see what every one of them paid for.",
  free: (credits: string) => `${credits} a month, free for as long as you like. No card needed.`,
  steps: [
    { name: "Get credits", text: "A plan refills your balance every month. Packs add more and never expire." },
    {
      name: "Spend them",
      text: "In the playground, or from your own code with one API call. The price list shows what each use costs.",
    },
    {
      name: "See where they went",
      text: "Your history explains every credit: the plan or payment it came from, and the request that spent it.",
    },
  ],
} as const;
