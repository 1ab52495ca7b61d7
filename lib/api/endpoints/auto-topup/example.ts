export const exampleAutoTopup = {
  enabled: true,
  threshold: 100,
  pack: "pack_500",
  monthlyCapCents: 5000,
  currency: "usd",
  spentThisMonthCents: 1000,
  inFlight: false,
  nextAttemptAt: null,
  stoppedReason: null,
  card: { brand: "visa", last4: "4242" },
};
