// The import rules of docs/architecture.md. Imports point down:
// app, components -> lib/{api,auth,analytics,billing,catalog,jobs,notify} -> lib/{ledger,stripe} -> lib/{db,clock,env,log,notifications}.
// lib/format says how values are written and read; it imports nothing and all may import it.

const TEST = "\\.test\\.tsx?$|/testing/";
const ROOT_FILES =
  "^lib/((db|held-connection|in-turn|clock|env|job-origin|log|log-context|notifications|once-per-process|own|prepared-statements|time|time-bounds|tracing)\\.ts$|env/|log/|tracing/)";

// The folders of lib/billing, the lowest first: each imports only those before it, so no two import each other. The files
// of lib/billing itself are the ground that all stand on.
const BILLING_FOLDERS = [
  // What paid lines are worth: pure functions.
  "windows",
  "refunds",
  "eligibility",
  // Credits: what a payment, a plan, a code or an invitation brings.
  "refills",
  "packs",
  "referrals",
  "promo-codes",
  "entitlements",
  // What Stripe says.
  "sync",
  // What people ask for.
  "plans",
  "purchases",
  "account",
  "reconcile",
];

function billingFloors() {
  const rule = (name, path, above) => ({
    name: `billing-${name}-does-not-look-up`,
    comment: "What people ask for stands on what Stripe says, that on credits, and all on refunds and the ground.",
    severity: "error",
    from: { path, pathNot: TEST },
    to: { path: `^lib/billing/(${above.join("|")})/` },
  });
  return [
    rule("ground", "^lib/billing/[^/]+$", BILLING_FOLDERS),
    ...BILLING_FOLDERS.slice(0, -1).map((folder, floor) =>
      rule(folder, `^lib/billing/${folder}/`, BILLING_FOLDERS.slice(floor + 1)),
    ),
  ];
}

// The rooms of the local Stripe, the lowest first: each imports only those before it. What one sets off in a higher one goes
// through the reactions of its core, which the files of src itself fill in.
const LOCAL_STRIPE_ROOMS = [
  "core",
  "catalogue",
  "payments",
  "invoices",
  "subscriptions",
  "customers",
  "stripe-js",
  "checkout",
  "portal",
  "control",
  "dashboard",
];

function localStripeFloors() {
  const src = "^packages/local-stripe/src/";
  return LOCAL_STRIPE_ROOMS.map((room, floor) => ({
    name: `local-stripe-${room}-does-not-look-up`,
    comment: "Rooms are put together by the files of packages/local-stripe/src itself; no two import each other.",
    severity: "error",
    from: { path: `${src}${room}/`, pathNot: TEST },
    to: { path: `${src}([^/]+$|(${["testing", ...LOCAL_STRIPE_ROOMS.slice(floor + 1)].join("|")})/)` },
  }));
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Two files that need each other are one file, or hide a third. So it is with their types.",
      severity: "error",
      from: { pathNot: "^lib/generated/" },
      to: { circular: true },
    },
    {
      name: "lib-knows-no-pages",
      comment: "The domain does not know how it is shown.",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(app|components)/" },
    },
    {
      name: "components-know-no-pages",
      comment: "A page hands a component the actions it submits to.",
      severity: "error",
      from: { path: "^components/" },
      to: { path: "^app/" },
    },
    {
      name: "ledger-stands-alone",
      comment:
        "Credits know nothing of Stripe, plans, Next or HTTP: the ledger imports only the database and the clock.",
      severity: "error",
      from: { path: "^lib/ledger/", pathNot: TEST },
      to: {
        path: "^(lib|app|components|prisma|dev)/",
        pathNot: "^lib/(ledger/|db\\.ts|clock\\.ts|time\\.ts|once-per-process\\.ts|generated/)",
      },
    },
    {
      name: "ledger-uses-no-framework",
      severity: "error",
      from: { path: "^lib/ledger/", pathNot: TEST },
      to: { path: "node_modules/(next|next-auth|react|react-dom|stripe|graphile-worker)/" },
    },
    {
      name: "one-room-for-stripe",
      comment:
        "Stripe's types stop at lib/stripe, which reshapes them. The local Stripe is Stripe, so it has them too.",
      severity: "error",
      from: { pathNot: `^lib/stripe/|^packages/local-stripe/|^dev/testing/|^bench/|^e2e/|${TEST}` },
      to: { path: "node_modules/stripe/" },
    },
    {
      name: "stripe-does-not-look-up",
      comment: "lib/stripe reshapes; what it means for credits and plans is said above it.",
      severity: "error",
      from: { path: "^lib/stripe/", pathNot: TEST },
      to: { path: "^lib/(api|auth|analytics|billing|jobs|notify)/" },
    },
    {
      name: "root-files-stand-alone",
      comment: "Everything stands on db, clock, env and log, so they import none of it.",
      severity: "error",
      from: { path: ROOT_FILES },
      to: { path: "^lib/", pathNot: `${ROOT_FILES}|^lib/generated/` },
    },
    {
      name: "format-stands-alone",
      comment: "How a value is written is pure, for servers and browsers.",
      severity: "error",
      from: { path: "^lib/format/", pathNot: TEST },
      to: { pathNot: "^lib/(format/|own\\.ts)" },
    },
    {
      name: "refusals-stand-alone",
      comment: "The table of refusals is words: pages, the API and its document are made from it.",
      severity: "error",
      from: { path: "^lib/refusals/", pathNot: TEST },
      to: { pathNot: "^lib/refusals/" },
    },
    {
      name: "http-knows-no-endpoint",
      comment: "lib/api/http serves any endpoint; lib/api/endpoints says what each is.",
      severity: "error",
      from: { path: "^lib/api/http/", pathNot: TEST },
      to: { path: "^lib/api/(endpoints|openapi|live)/" },
    },
    {
      name: "endpoints-know-no-document",
      comment: "The OpenAPI document is made from the endpoints.",
      severity: "error",
      from: { path: "^lib/api/endpoints/", pathNot: TEST },
      to: { path: "^lib/api/(openapi|live)/" },
    },
    {
      name: "domain-does-not-look-up",
      comment: "Rules of business do not know who calls them: no route wrapper, session or job runner.",
      severity: "error",
      from: { path: "^lib/(billing|catalog|analytics)/", pathNot: TEST },
      to: { path: "^lib/(api|auth|jobs)/" },
    },
    {
      name: "notify-does-not-look-up",
      comment: "Mail is written from what it is given: it knows nothing of billing.",
      severity: "error",
      from: { path: "^lib/notify/", pathNot: TEST },
      to: { path: "^lib/(api|billing|jobs)/" },
    },
    ...billingFloors(),
    ...localStripeFloors(),
    {
      name: "production-needs-no-dev",
      comment: "dev/ is what a laptop and the tests need.",
      severity: "error",
      from: { path: "^(app|components|lib|prisma)/", pathNot: TEST },
      to: { path: "^(dev|e2e|bench|packages|sdk)/" },
    },
    {
      name: "local-stripe-is-its-own-product",
      severity: "error",
      from: { path: "^packages/local-stripe/" },
      to: { path: "^(app|components|lib|prisma|e2e|bench|dev)/" },
    },
    {
      name: "sdk-is-its-own-product",
      comment: "It is published alone, and runs where there is no Node.",
      severity: "error",
      from: { path: "^sdk/src/", pathNot: TEST },
      to: { path: "^(app|components|lib|prisma|e2e|bench|dev|packages)/" },
    },
    {
      name: "sdk-runs-without-node",
      severity: "error",
      from: { path: "^sdk/src/", pathNot: TEST },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "production-needs-no-dev-dependency",
      severity: "error",
      from: { path: "^(app|components|lib|prisma)/", pathNot: TEST },
      to: { dependencyTypes: ["npm-dev"], pathNot: "node_modules/@types/" },
    },
    {
      name: "resolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|\\.data|packages/[^/]+/dist|sdk/dist)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  },
};
