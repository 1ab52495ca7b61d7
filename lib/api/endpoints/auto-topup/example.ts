export const exampleAutoTopup = {
  enabled: true,
  threshold: 100,
  pack: "pack_500",
  monthlyCapCents: 30000,
  currency: "usd",
  spentThisMonthCents: 6000,
  inFlight: false,
  nextAttemptAt: null,
  stoppedReason: null,
  card: { brand: "visa", last4: "4242" },
};
