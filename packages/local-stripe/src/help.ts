/** What `local-stripe --help` prints. */
export const help = `Stripe on your own machine: the API, hosted pages, signed webhooks and a clock you can move.

Usage: local-stripe [--help]

Settings are environment variables:

  STRIPE_LOCAL_PORT            The port to listen on. Default: 12111
  STRIPE_LOCAL_DATA            The folder that keeps state across restarts. Default: .data/stripe
  STRIPE_LOCAL_WEBHOOK_URL     A webhook endpoint that gets all events; needs STRIPE_LOCAL_WEBHOOK_SECRET
  STRIPE_LOCAL_WEBHOOK_SECRET  The signing secret of that endpoint, for instance whsec_local
  STRIPE_LOCAL_PUBLIC_URL      The base of the hosted pages' addresses. Default: http://localhost:<port>
  HOST                         The address to listen on. Default: 127.0.0.1

Point the stripe SDK at it with any test key:

  new Stripe("sk_test_local", { host: "localhost", port: 12111, protocol: "http" })`;
