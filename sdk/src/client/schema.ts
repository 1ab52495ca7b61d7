// Written by `npm run client:generate` from the OpenAPI document; not to be edited.

export interface paths {
    "/api/v1/account/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export your data
         * @description Returns everything stored about the caller as a zip of JSON and CSV files. README.txt in the archive lists them. Password hashes and secrets are not included. Limited to 5 exports an hour.
         */
        get: operations["getAccountExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/accounts/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Set an account's external id
         * @description Stores your own id for an account, so that you can pass it as `account` in any request. Requires a service key. External ids are unique; `null` removes one.
         */
        patch: operations["patchAccountsByAccount"];
        trace?: never;
    };
    "/api/v1/admin/accounts/{id}/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add or take credits
         * @description Adds credits to an account, or takes them with a negative amount. The reason is shown in the account's history and recorded in the audit log. Amounts above `ADMIN_ADJUSTMENT_LIMIT` must be repeated as `confirmAmount`. Taking more than is available is refused, unless `beyondAvailable` is `owe`: the rest is then owed and deducted from the next credits.
         */
        post: operations["postAdminAccountsByIdAdjustments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the audit log
         * @description Who did what, when and why, newest first. Records are never changed or deleted. `network` is the caller's IPv4 /24 or IPv6 /48.
         */
        get: operations["getAdminAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/export/audit.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export the audit log
         * @description All records that match, as a CSV file, newest first. Takes the filters of the list.
         */
        get: operations["getAdminExportAuditCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/export/entries.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export ledger entries
         * @description Ledger entries as a CSV file (RFC 4180). Without `user`, those of all accounts: by time when `from` is given, otherwise by account and number.
         */
        get: operations["getAdminExportEntriesCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/export/payments.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export payments
         * @description The payments of GET /admin/payments as a CSV file (RFC 4180), all of them, newest first.
         */
        get: operations["getAdminExportPaymentsCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/export/users.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export users
         * @description All users that match, as a CSV file, which is written while it is sent. Takes the filters of the list.
         */
        get: operations["getAdminExportUsersCsv"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/meters": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all meters
         * @description The rate card in its current version, archived meters too, in display order.
         */
        get: operations["getAdminMeters"];
        put?: never;
        /**
         * Create a meter
         * @description It takes spends at once. `cost` is what `perUnits` units cost you, in millionths of the currency's minor unit.
         */
        post: operations["postAdminMeters"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/meters/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Edit a meter
         * @description New spends are charged by the next version. Past spends keep the version they were charged by. Send all fields: those left out get their defaults.
         */
        put: operations["putAdminMetersById"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Archive or restore a meter
         * @description An archived meter takes no new spends.
         */
        patch: operations["patchAdminMetersById"];
        trace?: never;
    };
    "/api/v1/admin/metrics/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get credit metrics
         * @description Credits issued, spent, expired, clawed back and adjusted; the liability at the end of the range, in credits and by what was paid for them; and the breakage. `from` and `to` are days, both included; without them, the last 30 days. The range before it is as many whole months, or as many days. Updated every five minutes.
         */
        get: operations["getAdminMetricsCredits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/metrics/revenue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get MRR and revenue
         * @description MRR with its movements, and payments net of refunds, disputes, credit notes and Stripe's fees, in one currency: `currency`, or the one with the most payments. MRR at the start plus the movements is MRR at the end. `from` and `to` are days, both included; without them, the last 30 days. The range before it is as many whole months, or as many days. Updated every five minutes.
         */
        get: operations["getAdminMetricsRevenue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/packs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all packs
         * @description The catalogue's packs, archived ones too, in display order.
         */
        get: operations["getAdminPacks"];
        put?: never;
        /**
         * Create a pack
         * @description It goes on sale at once.
         */
        post: operations["postAdminPacks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/packs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Edit a pack
         * @description The next version goes on sale. Packs that were sold keep their terms. Send all fields: those left out get their defaults.
         */
        put: operations["putAdminPacksById"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Archive or restore a pack
         * @description Credits bought with an archived pack stay.
         */
        patch: operations["patchAdminPacksById"];
        trace?: never;
    };
    "/api/v1/admin/packs/{id}/stripe-price": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Link an existing Stripe price to a pack
         * @description The pack sells a one-time price that exists in Stripe. It must be active and have the pack's amount and currency. Nothing is changed in Stripe.
         */
        post: operations["postAdminPacksByIdStripePrice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payments of all users
         * @description Newest first. Abandoned Checkout sessions are not payments.
         */
        get: operations["getAdminPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/payments/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refund a payment
         * @description Refunds a payment in Stripe, in full or in part, and takes back the same share of its credits at once. Credits that were spent become debt. A key, in the header `Idempotency-Key` or in the body, is required: requests with the same key refund once, and a key that was used with another amount is refused.
         */
        post: operations["postAdminPaymentsByIdRefunds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/payments/{id}/refunds/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview a refund
         * @description The credits that a refund would take back and the debt it would leave. It is exact: the refund is made in a transaction that is rolled back. Nothing is changed.
         */
        post: operations["postAdminPaymentsByIdRefundsPreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List all plans
         * @description The catalogue's plans in their current version, archived ones too, in display order.
         */
        get: operations["getAdminPlans"];
        put?: never;
        /**
         * Create a plan
         * @description It goes on sale at once.
         */
        post: operations["postAdminPlans"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/plans/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Edit a plan
         * @description The next version goes on sale. Subscribers keep the version they bought, and no balance changes. Send all fields: those left out get their defaults.
         */
        put: operations["putAdminPlansById"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Archive or restore a plan
         * @description Subscribers of an archived plan keep it, and their credits keep refilling.
         */
        patch: operations["patchAdminPlansById"];
        trace?: never;
    };
    "/api/v1/admin/plans/{id}/stripe-price": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Link an existing Stripe price to a plan
         * @description The plan sells a price that exists in Stripe, instead of one that was created for it. The price must be active and have the plan's amount, currency and interval. Nothing is changed in Stripe. When the current version has another price, the next version gets this one.
         */
        post: operations["postAdminPlansByIdStripePrice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users
         * @description Users with their balance and current subscription. Of several filters, users match all.
         */
        get: operations["getAdminUsers"];
        put?: never;
        /**
         * Create a user
         * @description Creates a user and their credit account, by email address, external id or both. They have no password; with an address, they can set one through Forgot password. Unless `emailVerified` is true, an address receives a link to verify it. A user without an address receives no email.
         */
        post: operations["postAdminUsers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a user */
        get: operations["getAdminUsersById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Lock or unlock a user
         * @description A locked user is signed out everywhere, cannot sign in, and their API keys do not work. Their subscription and credits do not change. The reason is recorded in the audit log. Nobody can lock themselves.
         */
        patch: operations["patchAdminUsersById"];
        trace?: never;
    };
    "/api/v1/admin/webhook-endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook endpoints
         * @description Where events are sent, oldest first.
         */
        get: operations["getAdminWebhookEndpoints"];
        put?: never;
        /**
         * Create a webhook endpoint
         * @description Events are sent to it from now on, signed by the Standard Webhooks specification. The response contains the signing secret; it is shown only once.
         */
        post: operations["postAdminWebhookEndpoints"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhook-endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a webhook endpoint */
        get: operations["getAdminWebhookEndpointsById"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook endpoint
         * @description Removes it with its deliveries. This cannot be undone.
         */
        delete: operations["deleteAdminWebhookEndpointsById"];
        options?: never;
        head?: never;
        /**
         * Edit a webhook endpoint
         * @description Changes what is given. With `enabled: false`, what waits for it is given up; with `true` it is sent what happens from then on.
         */
        patch: operations["patchAdminWebhookEndpointsById"];
        trace?: never;
    };
    "/api/v1/admin/webhook-endpoints/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook deliveries
         * @description What was or is to be sent to the endpoint, newest first.
         */
        get: operations["getAdminWebhookEndpointsByIdDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhook-endpoints/{id}/deliveries/{delivery}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a webhook delivery
         * @description With its data and every attempt, oldest first.
         */
        get: operations["getAdminWebhookEndpointsByIdDeliveriesByDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhook-endpoints/{id}/deliveries/{delivery}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay a webhook delivery
         * @description Sends it again, with the same `webhook-id`. Returns before it is sent.
         */
        post: operations["postAdminWebhookEndpointsByIdDeliveriesByDeliveryReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhook-endpoints/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay what was given up
         * @description Sends every delivery of the status `DEAD` again, in the order of each account.
         */
        post: operations["postAdminWebhookEndpointsByIdReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhook-endpoints/{id}/roll": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Roll a webhook secret
         * @description Makes a new signing secret. For 24 hours events are signed with both.
         */
        post: operations["postAdminWebhookEndpointsByIdRoll"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhook-endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description Sends an event of the type `test`, whatever types the endpoint wants. Returns before it is sent.
         */
        post: operations["postAdminWebhookEndpointsByIdTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhook-events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhook events
         * @description The events that Stripe has sent, newest first, with what came of each. Payloads are left out.
         */
        get: operations["getAdminWebhookEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admin/webhook-events/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay a webhook event
         * @description Puts an event back into the inbox. The worker processes it like a new one, against what Stripe says now, so a replay of what was done already changes nothing. Returns before it is processed.
         */
        post: operations["postAdminWebhookEventsByIdReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description The caller's API keys, newest first, including revoked ones. API keys cannot list keys.
         */
        get: operations["getApiKeys"];
        put?: never;
        /**
         * Create an API key
         * @description The response contains the secret as `key`; it is shown only once. API keys cannot create keys. Only admins can create a service key (`service`, or the scope `accounts:*`), which can act on any account; only service keys can have the scope `credits:refund`. The caller must have signed in or confirmed their identity within the last ten minutes.
         */
        post: operations["postApiKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description The key stops working in every process within a second. This cannot be undone.
         */
        delete: operations["deleteApiKeysById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a bearer token
         * @description Exchanges an email address and a password for a token that is valid for 15 minutes. An account with two-step sign-in also requires `code`: a code from the authenticator app, or a recovery code. Each code works once.
         */
        post: operations["postAuthToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the billing history
         * @description The events of the subscription and its payments, newest first.
         */
        get: operations["getBillingHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/invoices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List invoices
         * @description The invoices of the subscription, newest first, with links to their pages and PDFs. Invoices of zero are left out.
         */
        get: operations["getBillingInvoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payments
         * @description Every payment, newest first, with links to its receipt and invoice.
         */
        get: operations["getBillingPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/billing/portal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create a customer portal session */
        post: operations["postBillingPortal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/budgets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List budgets
         * @description The budgets of the account, oldest first, with what is used of each now. Those with `ofPlan` are limits of its plan.
         */
        get: operations["getBudgets"];
        put?: never;
        /**
         * Create a budget
         * @description Caps what the account, an API key, a subject or a run spends in a day, a week from Monday, a month (UTC) or a rolling window. Spends of the window so far count, and so do open holds as long as they are open. What would exceed the cap is refused with 402 `budget_exceeded`, which says which cap it is and when the request fits. A capture of what is held always succeeds, and counts for the key, subject and run of its hold. Refunds of spends give back. A rolling window counts a spend for up to a sixtieth, rounded up to whole seconds, longer. At most 50 for each account. Keys need the scope `billing:write`, and never change a budget that caps them. The key of `target` has to be the account's, or the caller's.
         */
        post: operations["postBudgets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/budgets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a budget
         * @description Returns it as it was.
         */
        delete: operations["deleteBudgetsById"];
        options?: never;
        head?: never;
        /**
         * Change a budget
         * @description Changes how much it allows. What is used already still counts, also if that is more.
         */
        patch: operations["patchBudgetsById"];
        trace?: never;
    };
    "/api/v1/credits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the balance
         * @description Returns the current balance, the part of it that is held, available or owed, and the lots that it is made of.
         */
        get: operations["getCredits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/auto-topup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get auto top-up settings
         * @description Returns the settings for buying a pack automatically when credits run low, and their current state.
         */
        get: operations["getCreditsAutoTopup"];
        /**
         * Update auto top-up settings
         * @description When fewer than `threshold` credits are available, the pack is bought with the saved card. Payments are made one at a time, at least five minutes apart, and never exceed `monthlyCapCents` in a calendar month (UTC). Auto top-up is turned off after three declines in a row, or when the bank requires authentication; an email says so. Updating the settings resets the count of declines.
         */
        put: operations["putCreditsAutoTopup"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check whether a spend would succeed
         * @description Checks an `amount`, or a `quantity` of a `meter`. It spends and reserves nothing, so another request can spend first. To reserve credits, place a hold.
         */
        get: operations["getCreditsCheck"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Buy a pack through Stripe Checkout */
        post: operations["postCreditsCheckout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/consume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Spend credits
         * @description Spends credits if enough are available. The check and the spend are one atomic step, so concurrent requests never overspend. Pass an `amount`, or a `meter` and a `quantity` to be priced at the current rates, or `items` with quantities of several meters, which are priced together. A request that is repeated with the same idempotency key (the `Idempotency-Key` header or the field) spends nothing and returns the original `entry` with `replayed: true`; `balance` and `available` are always current.
         */
        post: operations["postCreditsConsume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/consume/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Spend credits in a batch
         * @description Processes each item as /credits/consume would. A refused item does not affect the others. Results are in the order of the items, and items of one account are processed in that order. Give each item an idempotency key to make the whole batch safe to retry.
         */
        post: operations["postCreditsConsumeBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/estimate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Estimate a cost
         * @description Returns what quantities would cost at the current rates, each rounded as a spend of its own. It spends nothing and needs no account. The rates are in `meters` of GET /plans.
         */
        post: operations["postCreditsEstimate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain the balance
         * @description Returns how the balance came about, computed from the ledger entries alone: by type, by lot with the entries behind it, and what is owed. The cost of this request grows with the number of entries in the account.
         */
        get: operations["getCreditsExplain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List ledger entries
         * @description Every change of the balance, newest first. `from` is inclusive, `to` is exclusive.
         */
        get: operations["getCreditsHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Place a hold
         * @description Reserves credits for a spend whose size is not known yet. Reserved credits are not available to other requests, and do not expire. With `meter` and `quantity`, the hold reserves what they cost at the current rates; the capture sends the final quantity. An idempotency key that was used for a spend is refused. A replay returns the hold in its current state.
         */
        post: operations["postCreditsHolds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/holds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a hold */
        get: operations["getCreditsHoldsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/holds/{id}/capture": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Capture a hold
         * @description Spends the held credits: all of them by default, a part, or up to 10 times the held amount if that much is available. A capture of up to the held amount always succeeds. Above the hold and what is available, a plan's `overdraftCredits` let it leave debt, which the next credits pay; nothing else can be spent until then. Credits that are not captured become available again. With `meter` and `quantity`, the capture is priced at the current rates. A hold can be captured by the caller that placed it, or with the scope `credits:refund`.
         */
        post: operations["postCreditsHoldsByIdCapture"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/holds/{id}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Extend a hold
         * @description Makes an open hold larger or longer, for work that needs more than was estimated. The charge is the new total of the hold, so that a repeated request changes nothing; a smaller one changes nothing either. `expiresInSeconds` counts from now and never brings the end forward; however often it is extended, a hold ends 24 hours after it was placed. A hold can be extended by the caller that placed it, or with the scope `credits:refund`.
         */
        post: operations["postCreditsHoldsByIdExtend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/holds/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release a hold
         * @description Ends the hold without a spend. Releasing it again has no effect. A hold can be released by the caller that placed it, or with the scope `credits:refund`.
         */
        post: operations["postCreditsHoldsByIdRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/promo-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Redeem a promo code
         * @description Grants the credits of a promo code or a gift code. Each account can redeem a promo code once, and its email address must be verified. A gift code can be redeemed once. Case and spaces are ignored. Each account can try only a few wrong codes an hour.
         */
        post: operations["postCreditsPromoCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refund a spend
         * @description Returns all or part of a spend to the lots it came from, within 24 hours. The refunds of a spend never exceed what it took. Credits from a lot that has ended since are returned as a lot of kind RETURN, which lasts at most seven days. Identify the spend by `entry`, or by the `idempotencyKey` that the app or a service key sent with it (keys sent by the account's owner are separate). To make the refund itself idempotent, send the `Idempotency-Key` header. Requires the scope `credits:refund`, which only service keys have: customers cannot refund their own spends.
         */
        post: operations["postCreditsRefunds"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/refusals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List refused spends
         * @description Spends and holds that were refused for want of credits in the last 24 hours and have not been done since, newest first, at most 20. Those without an idempotency key, of a batch, and refused by a budget are not kept.
         */
        get: operations["getCreditsRefusals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/refusals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Give up a refused spend
         * @description It is not resumed any more. Returns it as it was.
         */
        delete: operations["deleteCreditsRefusalsById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/refusals/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a refused spend
         * @description Makes the spend, or places the hold, as it was sent and with its own idempotency key, at current rates. Exactly one request is answered with `claimed: true`: do the work then. Others, and all after an ordinary retry has succeeded, get the same entry or hold with `claimed: false`. Send an idempotency key, such as the job's id: a repetition with it is claimed as well, in case the first answer was lost. Only the caller that was refused and service keys can resume.
         */
        post: operations["postCreditsRefusalsByIdResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Stream the balance
         * @description Server-sent events, for `EventSource` and similar clients. The stream sends a `balance` event when it opens and within a second of each change. Its data is the response of `GET /api/v1/credits`. Changes in quick succession are sent as one event.
         *
         *     Every event is complete, so after a lost connection simply reconnect. While nothing changes, the stream sends a comment every 15 seconds. It ends when its credentials do: when a key is revoked, a user is locked, or a session or token expires.
         */
        get: operations["getCreditsStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/topup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Buy a pack with the saved card
         * @description Charges the card that was saved last, or the default card chosen in the portal. Send an `Idempotency-Key` header: requests with the same key return the same payment and never charge twice. `requires_action` means that the bank requires authentication: complete it in the browser with the `clientSecret`, or send the customer to `redirectUrl`, the bank's page. It leads to `returnUrl`, with `refill_topup=<payment id>` added, or else to `/billing/confirm/<payment id>`. The credits are available once the status is `succeeded`.
         */
        post: operations["postCreditsTopup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/credits/typical-cost": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what a spend usually costs
         * @description What the account's last spends with this `meter`, `model` or `project` cost: half of them at most `typical` credits, all of them at most `atMost`. They are the last 100 of 30 days. A meter that the account has not used yet is answered from a sample of all accounts, of which 95 % cost at most `atMost`; with too few spends, both are null. Show it beside the button, hold `atMost`, and capture no more.
         */
        get: operations["getCreditsTypicalCost"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List customers
         * @description The users that have an external id, newest first. Requires a service key.
         */
        get: operations["getCustomers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{externalId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a customer
         * @description Requires a service key.
         */
        get: operations["getCustomersByExternalId"];
        /**
         * Create or update a customer
         * @description Makes a user of your app a customer, with a credit account and the free plan, if there is one. Call it as often as you like, such as at each sign-in: it creates the customer once, and then only changes what is different. Customers have no password. You vouch for the email address, so pass only one that you have verified; it receives receipts. Fields that are left out stay as they are, and `null` removes them. Requires a service key.
         */
        put: operations["putCustomersByExternalId"];
        post?: never;
        /**
         * Delete a customer
         * @description Closes the account at once. The worker then cancels the subscription, deletes the customer at Stripe and the personal data, and forfeits the credits; payments are kept under a pseudonym. The external id can be used again at once, the email address when the worker is done. This cannot be undone. Requires a service key with the scope `billing:write`.
         */
        delete: operations["deleteCustomersByExternalId"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{externalId}/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a token for a customer's browser
         * @description Returns a token that is valid for 15 minutes, for this customer and these scopes alone. Give it to the customer's browser, which sends it as `Authorization: Bearer` from one of the origins in `ALLOWED_ORIGINS`, and ask for another before it expires. It stops working when the service key is revoked. Requires a service key, which must never leave your server.
         */
        post: operations["postCustomersByExternalIdSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entitlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List entitlements
         * @description Every feature that plans limit, with the limit of the account's plan and how much of it is used. The limits are those of the paid plan while it is paid for or in its grace period, and of the free plan otherwise.
         */
        get: operations["getEntitlements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entitlements/{feature}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Check an entitlement
         * @description Checks whether one more use is allowed, or `quantity` more; of a set, whether the plan includes `value`. It counts nothing, so another request can use the feature first. To count a use, use the feature.
         */
        get: operations["getEntitlementsByFeature"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entitlements/{feature}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release a use
         * @description Reduces the count, for example after a workflow was deleted or an export failed. The count never goes below zero. For a feature that is counted per window, only uses of the current window can be released. Use a different idempotency key from that of the use. Requires the scope `credits:refund`, which only service keys have: otherwise customers could lift their own limits.
         */
        post: operations["postEntitlementsByFeatureRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/entitlements/{feature}/use": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Use a feature
         * @description Counts a use if the plan allows it: all of `quantity` or nothing. Concurrent requests never exceed the limit. A request that is repeated with the same idempotency key (the `Idempotency-Key` header or the field) counts nothing and returns the original response with `replayed: true`. At the limit, the response is 402 `limit_reached` with `limit` and `used`; it is not stored under the key, so the request can be retried.
         */
        post: operations["postEntitlementsByFeatureUse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the OpenAPI document
         * @description This API as an OpenAPI 3.1 document.
         */
        get: operations["getOpenapiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List plans, packs and rates
         * @description Everything that is on sale: plans in `data`, with their prices, features and limits; packs in `packs`; and the rate card in `meters`. The credits for a quantity are quantity × `credits` / `perUnits`, rounded once, and at least `minimumCredits`.
         */
        get: operations["getPlans"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/referral": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the referral link
         * @description Returns the account's referral code and link, and what its referrals have earned. When a referred customer pays their first invoice for a plan, both sides receive credits. If the invoice is refunded, the credits are taken back in proportion. Each card earns one reward, and none if it is the referrer's own. The code is created with the first request and is valid once its owner's email address is verified.
         */
        get: operations["getReferral"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscription": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the subscription
         * @description Returns the current plan of the account, free or paid.
         */
        get: operations["getSubscription"];
        put?: never;
        /**
         * Subscribe with a payment method
         * @description Attaches the payment method (created with Stripe.js), makes it the default, and charges the first payment. `incomplete` with a `clientSecret` means that the bank requires authentication: complete it in the browser. If the card is declined, no subscription is created. A plan with trial days starts with a trial, which is limited to one per person and card: a card that has had one is refused with `trial_refused`, and nothing is charged. Requests with the same `Idempotency-Key` header return the same subscription.
         */
        post: operations["postSubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscription/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel the subscription
         * @description With `period_end`, the subscription and its credits last until the end of the period. With `now`, both end immediately, and nothing is refunded. Credits from packs are kept in both cases. A scheduled plan change is dropped. Repeating the request returns the same response.
         */
        post: operations["postSubscriptionCancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscription/change": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change the plan
         * @description A change to more credits a month, or from monthly to yearly billing, takes effect immediately (`changed`). The rest of the period is charged, and the change is made only if the payment succeeds. A change to fewer credits, or from yearly to monthly billing, takes effect at the end of the period (`scheduled`). `requires_action` means that the bank requires authentication: complete it in the browser with the `clientSecret`, or send the customer to `invoiceUrl`. The change is made once that is done, within 23 hours. Sending the current price cancels a scheduled change. During a trial nothing is charged.
         */
        post: operations["postSubscriptionChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscription/checkout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Subscribe through Stripe Checkout */
        post: operations["postSubscriptionCheckout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscription/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview a plan change
         * @description Returns what `POST /subscription/change` with the same price would charge, as calculated by Stripe, and what it would do to the credits. Nothing is changed. To charge exactly `amountDueCents`, send the `prorationDate` of the preview with the change within half an hour.
         */
        post: operations["postSubscriptionPreview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/subscription/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume the subscription
         * @description Undoes a cancellation before the period ends. A paused subscription resumes with a new period; `payment_due` means that it does so once its invoice is paid. A subscription that is not set to cancel is left unchanged.
         */
        post: operations["postSubscriptionResume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get usage
         * @description Credits spent, minus refunds, by calendar day in `timezone`. `from` is inclusive and `to` exclusive; a range can have at most 366 days. Without a range, `daily` and `byMeter` cover the last 30 days, and `total` covers all time. The response has only the groups that `groupBy` names. A spend of several meters counts for each with its share. `meter`, `subject`, `model`, `project`, `run` and `tag` count only the spends that name all of these values; `total` is then of the days. The forecast is always of all spends.
         */
        get: operations["getUsage"];
        put?: never;
        /**
         * Count use with an own key
         * @description Counts work that was done with the customer's own key at the provider. It costs no credits: the balance and the history do not change, no hold, budget or plan is checked, and `ownKey` of GET /usage has it. A request that is repeated with the same idempotency key (the `Idempotency-Key` header or the field) counts nothing and has `replayed: true`.
         */
        post: operations["postUsage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A meter of the rate card. */
        AdminMeter: {
            /** @description When it was taken off sale; null while it is sold. */
            archivedAt: string | null;
            /** @description What `perUnits` units cost you; null when unknown. */
            cost: {
                /** @description Three-letter ISO 4217 code, in lowercase. */
                currency: string;
                /** @description Millionths of the currency's minor unit, for `perUnits` units. */
                micros: number;
            } | null;
            /** @description Credits per `perUnits` units. */
            credits: number;
            description: string;
            id: string;
            key: string;
            /** @description The minimum credits per spend. */
            minimumCredits: number;
            name: string;
            perUnits: number;
            /**
             * @description How each spend is rounded to whole credits. `NEAREST` rounds halves up.
             * @enum {string}
             */
            rounding: "UP" | "NEAREST" | "DOWN";
            sortOrder: number;
            /** @description The unit that it counts, in the singular. */
            unit: string;
            /** @description The version of the rate. Entries record it as `rateVersion`. */
            version: number;
        };
        /** @description A pack of the catalogue. */
        AdminPack: {
            /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
            amountCents: number;
            /** @description When it was taken off sale; null while it is sold. */
            archivedAt: string | null;
            /** @description Credits, a whole number. */
            bonusCredits: number;
            /** @description Credits, a whole number. */
            credits: number;
            /** @description Three-letter ISO 4217 code, in lowercase. */
            currency: string;
            description: string;
            id: string;
            key: string;
            name: string;
            sortOrder: number;
            /** @description Null while it waits to be pushed to Stripe. */
            stripePriceId: string | null;
            /** @description The version that is on sale. Each change makes the next. */
            version: number;
            /** @description Set if the pack is sold in any amount from `credits` to `maxCredits`. Every credit then costs what the last tier that begins at or below the amount says, and the sum is rounded once, half up, to the amounts that Stripe charges in the currency. */
            volume: {
                /** @description Credits, a whole number. */
                maxCredits: number;
                tiers: {
                    /** @description Credits, a whole number. */
                    fromCredits: number;
                    /** @description The price of each credit, in millionths of the minor unit. */
                    priceMicros: number;
                }[];
            } | null;
        };
        /** @description A payment with its owner. */
        AdminPayment: {
            /** @description The amount paid; before payment, the amount due. */
            amountCents: number;
            /** @description The part of the invoice that was paid from the customer's balance in Stripe. */
            balanceCents: number;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC.
             */
            createdAt: string;
            /** @description The amount of credit notes that was not refunded. */
            creditedCents: number;
            /** @description Three-letter ISO 4217 code, in lowercase. */
            currency: string;
            /** @description Stripe's code of why the bank declined it. */
            declineCode: string | null;
            description: string;
            failureMessage: string | null;
            id: string;
            invoice: {
                number: string | null;
                pdfUrl: string | null;
                url: string | null;
            };
            /** @description The total of the invoice; null for a payment without an invoice. */
            invoicedCents: number | null;
            /** @enum {string} */
            kind: "SUBSCRIPTION" | "PACK";
            method: {
                brand: string;
                last4: string | null;
            } | null;
            /** @description When Stripe tries to collect its invoice again. */
            nextAttemptAt: string | null;
            /**
             * @description How the payment came about.
             * @enum {string}
             */
            origin: "CHECKOUT" | "INVOICE" | "TOP_UP" | "AUTO_TOP_UP";
            paidAt: string | null;
            receiptUrl: string | null;
            /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
            refundedCents: number;
            /** @enum {string} */
            status: "PENDING" | "SUCCEEDED" | "FAILED" | "REFUNDED" | "PARTIALLY_REFUNDED" | "DISPUTED";
            stripeInvoiceId: string | null;
            stripePaymentIntentId: string | null;
            user: {
                email: string | null;
                externalId: string | null;
                id: string;
            };
        };
        /** @description A plan of the catalogue. */
        AdminPlan: {
            /** @description When it was taken off sale; null while it is sold. */
            archivedAt: string | null;
            /** @description Credits, a whole number. */
            creditsPerMonth: number;
            description: string;
            /** @description What a month costs you if every credit is spent. */
            estimatedCostCents: number;
            /** @description The sentences of its card besides its limits. */
            features: string[];
            highlighted: boolean;
            id: string;
            isFree: boolean;
            key: string;
            /** @description The limit of each feature; null means unlimited, or a switch that is on; a list has the values of a set. */
            limits: {
                [key: string]: number | null | string[];
            };
            /** @description Whether limits are multiplied by the quantity of the subscription. */
            limitsPerUnit: boolean;
            name: string;
            /** @description What running work may spend beyond the balance, for each unit of the subscription. */
            overdraftCredits: number;
            prices: {
                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                amountCents: number;
                /** @description Three-letter ISO 4217 code, in lowercase. */
                currency: string;
                id: string;
                /** @enum {string} */
                interval: "MONTH" | "YEAR";
                lookupKey: string;
            }[];
            /** @enum {string} */
            quantity: "ANY" | "ONE";
            /** @enum {string} */
            refillPolicy: "RESET" | "ROLL_OVER" | "ROLL_OVER_CAPPED";
            rolloverCapCredits: number | null;
            sortOrder: number;
            /** @description The most that can be spent in any so many hours, for each unit of the subscription. */
            spendLimits: {
                /** @description Credits, a whole number. */
                credits: number;
                hours: number;
            }[];
            /** @description Null while it waits to be pushed to Stripe. */
            stripeProductId: string | null;
            /** @description Credits, a whole number. */
            trialCredits: number;
            trialDays: number;
            /** @description The version that is on sale. Each change makes the next. */
            version: number;
        };
        /** @description A user as admins see them. */
        AdminUser: {
            /** @description The id of the credit account. */
            account: string | null;
            /** @description After the last entry. */
            balance: number;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC.
             */
            createdAt: string;
            /** @description Credits, a whole number. */
            debt: number;
            deletedAt: string | null;
            /** @description Null for a user known by an external id alone. */
            email: string | null;
            emailVerified: boolean;
            externalId: string | null;
            id: string;
            /** @description To a few minutes. */
            lastSeenAt: string | null;
            lockedAt: string | null;
            name: string | null;
            /** @enum {string} */
            role: "USER" | "ADMIN";
            stripeCustomer: string | null;
            subscription: {
                cancelAtPeriodEnd: boolean;
                name: string;
                plan: string;
                status: string;
                version: number;
            } | null;
        };
        /** @description An API key, without its secret. */
        ApiKey: {
            /**
             * Format: date-time
             * @description RFC 3339, in UTC.
             */
            createdAt: string;
            expiresAt: string | null;
            id: string;
            /** @description Accurate to the minute. */
            lastUsedAt: string | null;
            name: string;
            /** @description The part of the key that is not secret. */
            prefix: string;
            revokedAt: string | null;
            scopes: ("credits:read" | "credits:spend" | "credits:refund" | "billing:read" | "billing:write" | "admin:*" | "accounts:*")[];
            /** @description Whether the key can act on any account. */
            service: boolean;
        };
        /** @description One act, as the audit log recorded it. */
        AuditRecord: {
            action: string;
            /** @description Null for commands and background work. */
            actor: {
                email: string | null;
                externalId: string | null;
                id: string;
            } | null;
            after: unknown;
            apiKey: {
                id: string;
                prefix: string | null;
            } | null;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC.
             */
            at: string;
            before: unknown;
            id: string;
            network: string | null;
            reason: string | null;
            requestId: string | null;
            target: {
                email: string | null;
                externalId: string | null;
                id: string;
                /** @description What a plan, pack, meter or other object is called now. */
                name: string | null;
                type: string;
            };
        };
        /** @description The settings for buying a pack automatically when credits run low. */
        AutoTopup: {
            card: {
                brand: string;
                last4: string | null;
            } | null;
            /** @description The currency of the cap and of the amount spent; null if never set. */
            currency: string | null;
            enabled: boolean;
            /** @description Whether a payment is in progress. */
            inFlight: boolean;
            monthlyCapCents: number | null;
            /** @description No purchase is made before this time. */
            nextAttemptAt: string | null;
            /** @description The key of the pack to buy. */
            pack: string | null;
            /** @description The amount spent in this calendar month (UTC). */
            spentThisMonthCents: number;
            /** @description Why auto top-up was turned off. With `cap_reached` it resumes next month. */
            stoppedReason: ("declined" | "action_required" | "no_card" | "pack_gone" | "cap_reached") | null;
            /** @description A pack is bought when fewer credits than this are available; null if never set. */
            threshold: number | null;
        };
        /** @description The credits of an account at one point in time. */
        Balance: {
            account: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC.
             */
            asOf: string;
            /** @description What can be spent now. */
            available: number;
            /** @description The sum of all entries. Negative only after a clawback. */
            balance: number;
            /** @description What is owed. It is deducted from the next credits. */
            debt: number;
            /** @description Reserved by open holds. */
            held: number;
            lots: {
                /** @description Credits, a whole number. */
                amount: number;
                expiresAt: string | null;
                frozen: boolean;
                /** @description The part of `remaining` that open holds reserve. */
                held: number;
                id: string;
                /** @enum {string} */
                kind: "PLAN" | "PACK" | "PROMO" | "REFERRAL" | "ADJUSTMENT" | "RETURN";
                /** @description Lots with a lower priority are spent first. */
                priority: number;
                /** @description Credits, a whole number. */
                remaining: number;
            }[];
            nextRefill: {
                /**
                 * Format: date-time
                 * @description Past while the renewal that pays for it is being collected.
                 */
                at: string;
                /** @description Credits, a whole number. */
                credits: number;
            } | null;
        };
        /** @description An event in the billing history. */
        BillingEvent: {
            amountCents: number | null;
            credits: number | null;
            currency: string | null;
            description: string;
            id: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC.
             */
            occurredAt: string;
            payment: string | null;
            type: string;
        };
        /** @description A cap on what an account, an API key, a subject or a run spends. */
        Budget: {
            /**
             * Format: date-time
             * @description RFC 3339, in UTC.
             */
            createdAt: string;
            /** @description When the first part of what counts now no longer does. */
            freesAt: string | null;
            id: string;
            /** @description Credits, a whole number. */
            limit: number;
            /** @description A limit of the account's plan: it follows the plan. */
            ofPlan: boolean;
            /** @enum {string} */
            scope: "ACCOUNT" | "KEY" | "SUBJECT" | "RUN";
            /** @description The length of a rolling window. */
            seconds: number | null;
            /** @description The id of the key, the subject or the run; null for each by itself. */
            target: string | null;
            /** @description What is used now, the most first; at most 20 keys, subjects or runs. */
            uses: {
                /** @description Credits, a whole number. */
                remaining: number;
                target: string | null;
                /** @description Spent in the window, or held. */
                used: number;
            }[];
            /** @enum {string} */
            window: "DAY" | "WEEK" | "MONTH" | "ROLLING";
        };
        /** @description What a plan change would cost and grant. */
        ChangePreview: {
            /** @description Charged immediately. A negative amount is credited to later invoices. */
            amountDueCents: number;
            /**
             * Format: date-time
             * @description When the change would take effect.
             */
            at: string;
            /** @description The immediate change of the plan's credits. Negative if the current month is cut short. */
            creditsNow: number;
            /** @description Three-letter ISO 4217 code, in lowercase. */
            currency: string;
            /** @enum {string} */
            effective: "now" | "period_end";
            /**
             * @description `same` cancels the scheduled change.
             * @enum {string}
             */
            kind: "upgrade" | "downgrade" | "interval" | "same";
            lines: {
                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                amountCents: number;
                description: string;
            }[];
            /** @description The credits of a full monthly refill. */
            monthlyCredits: number;
            /** @description The first full invoice after the change. */
            nextInvoice: {
                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                amountCents: number;
                /**
                 * Format: date-time
                 * @description RFC 3339, in UTC.
                 */
                at: string;
            };
            nextRefill: {
                /**
                 * Format: date-time
                 * @description Past while the renewal that pays for it is being collected.
                 */
                at: string;
                /** @description Credits, a whole number. */
                credits: number;
            } | null;
            plan: {
                /** @description Credits, a whole number. */
                creditsPerMonth: number;
                key: string;
                name: string;
            };
            price: {
                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                amountCents: number;
                /** @description Three-letter ISO 4217 code, in lowercase. */
                currency: string;
                id: string;
                /** @enum {string} */
                interval: "MONTH" | "YEAR";
            };
            /** @description Send this with the change to be charged exactly the previewed amount. */
            prorationDate: string | null;
            /** @description The quantity that is charged. The credits of `plan` and the amount of `price` are per unit. */
            quantity: number;
        };
        /** @description The count of a feature after a use or a release. */
        Count: {
            feature: string;
            /** @description Null means unlimited; 0 means that the plan does not include the feature. */
            limit: number | null;
            /** @description Never below 0. Null means unlimited. */
            remaining: number | null;
            replayed: boolean;
            used: number;
        };
        /** @description A user of another app, known by that app's own id. */
        Customer: {
            /** @description The id of the account and of the user. */
            account: string;
            /** @description After the last entry. */
            balance: number;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC.
             */
            createdAt: string;
            /** @description Credits, a whole number. */
            debt: number;
            email: string | null;
            externalId: string;
            name: string | null;
            /** @description The key of the current plan. */
            plan: string | null;
        };
        /** @description The limit of a feature in the plan, and how much of it is used. */
        Entitlement: {
            /** @description Whether `quantity` more are allowed; one more by default. */
            allowed: boolean;
            feature: string;
            /**
             * @description A `switch` is on or off, a `limit` is counted, and a `set` has some values.
             * @enum {string}
             */
            kind: "switch" | "limit" | "set";
            /** @description Null means unlimited; 0 means that the plan does not include the feature. */
            limit: number | null;
            name: string;
            /**
             * @description With `window`, the count starts over with each refill; with `standing`, it does not.
             * @enum {string}
             */
            per: "window" | "standing";
            /** @description Never below 0. Null means unlimited. */
            remaining: number | null;
            /** @description When the count starts over, if it does. */
            resetsAt: string | null;
            used: number;
            /** @description The values of a set that the plan includes; null for other kinds. */
            values: string[] | null;
        };
        /** @description One change of a balance. Entries are never edited. */
        Entry: {
            /** @description How the amount is divided among lots, and how much of it is debt. Negative amounts were taken from the lot. */
            allocations: ({
                /** @description Credits, a whole number. */
                amount: number;
                lot: string;
            } | {
                /** @description Credits, a whole number. */
                debt: number;
            })[];
            /** @description The change of the balance. Negative for a spend. */
            amount: number;
            /** @description Credits, a whole number. */
            balanceAfter: number;
            /** @description Credits, a whole number. */
            balanceBefore: number;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC.
             */
            createdAt: string;
            description: string;
            /** @description Whether the quantity was estimated instead of reported. */
            estimated: boolean;
            hold: string | null;
            id: string;
            idempotencyKey: string | null;
            /** @description The parts of a spend over several meters. */
            items: {
                /** @description Its share of the spend, a whole number. */
                credits: number;
                meter: string;
                /** @description A decimal string. */
                quantity: string;
                rateVersion: number;
            }[] | null;
            metadata: {
                [key: string]: unknown;
            } | null;
            meter: string | null;
            model: string | null;
            payment: string | null;
            project: string | null;
            /** @description A decimal string. */
            quantity: string | null;
            /** @description The version of the meter's rate that the quantity was priced at. */
            rateVersion: number | null;
            run: string | null;
            /** @description The number of this entry in the account, from 1, without gaps. */
            seq: number;
            subject: string | null;
            tags: string[];
            /** @enum {string} */
            type: "GRANT" | "USAGE" | "EXPIRY" | "RESET" | "CLAWBACK" | "REINSTATEMENT" | "REVERSAL" | "ADJUSTMENT";
        };
        /** @description How a balance came about. */
        Explanation: {
            account: string;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC.
             */
            asOf: string;
            /** @description Credits, a whole number. */
            balance: number;
            /** @description The movements add up to the debt, as a negative number. */
            byDebt: components["schemas"]["Movement"][];
            /** @description At most 100 lots: open lots first, then the newest. The movements of a lot add up to what remains of it. */
            byLot: {
                lot: {
                    /** @description Credits, a whole number. */
                    amount: number;
                    /**
                     * Format: date-time
                     * @description RFC 3339, in UTC.
                     */
                    createdAt: string;
                    description: string;
                    expiresAt: string | null;
                    id: string;
                    /** @enum {string} */
                    kind: "PLAN" | "PACK" | "PROMO" | "REFERRAL" | "ADJUSTMENT" | "RETURN";
                    /** @description Credits, a whole number. */
                    remaining: number;
                };
                movements: components["schemas"]["Movement"][];
            }[];
            /** @description The amounts add up to the balance. */
            byType: {
                /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                amount: number | string;
                entryCount: number;
                /** @enum {string} */
                type: "GRANT" | "USAGE" | "EXPIRY" | "RESET" | "CLAWBACK" | "REINSTATEMENT" | "REVERSAL" | "ADJUSTMENT";
            }[];
            /** @description Credits, a whole number. */
            debt: number;
            /** @description All other lots, added up. The movements add up to what remains of them. */
            otherLots: {
                count: number;
                movements: components["schemas"]["Movement"][];
                /** @description Credits, a whole number. */
                remaining: number;
            };
        };
        /** @description One change of a balance. Entries are never edited. */
        HistoryEntry: {
            /** @description How the amount is divided among lots, and how much of it is debt. Negative amounts were taken from the lot. */
            allocations: ({
                /** @description Credits, a whole number. */
                amount: number;
                lot: string;
            } | {
                /** @description Credits, a whole number. */
                debt: number;
            })[];
            /** @description The change of the balance. Negative for a spend. */
            amount: number;
            /** @description Credits, a whole number. */
            balanceAfter: number;
            /** @description Credits, a whole number. */
            balanceBefore: number;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC.
             */
            createdAt: string;
            description: string;
            /** @description Whether the quantity was estimated instead of reported. */
            estimated: boolean;
            hold: string | null;
            id: string;
            idempotencyKey: string | null;
            /** @description The parts of a spend over several meters. */
            items: {
                /** @description Its share of the spend, a whole number. */
                credits: number;
                meter: string;
                /** @description A decimal string. */
                quantity: string;
                rateVersion: number;
            }[] | null;
            metadata: {
                [key: string]: unknown;
            } | null;
            meter: string | null;
            model: string | null;
            payment: string | null;
            project: string | null;
            /** @description A decimal string. */
            quantity: string | null;
            /** @description The version of the meter's rate that the quantity was priced at. */
            rateVersion: number | null;
            run: string | null;
            /** @description The number of this entry in the account, from 1, without gaps. */
            seq: number;
            subject: string | null;
            tags: string[];
            /** @enum {string} */
            type: "GRANT" | "USAGE" | "EXPIRY" | "RESET" | "CLAWBACK" | "REINSTATEMENT" | "REVERSAL" | "ADJUSTMENT";
            /** @description Only on the refill of a free plan whose account was not used for months: the refills that expired unused before it. They have no entries, because they did not change the balance. */
            unusedRefills?: {
                /** @description Credits, a whole number. */
                credits: number;
                /**
                 * Format: date-time
                 * @description RFC 3339, in UTC.
                 */
                end: string;
                /**
                 * Format: date-time
                 * @description RFC 3339, in UTC.
                 */
                start: string;
            }[];
        };
        /** @description Credits reserved for a spend in progress. */
        Hold: {
            /** @description Credits, a whole number. */
            amount: number;
            /** @description The credits that were captured. */
            captured: number;
            closedAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC.
             */
            createdAt: string;
            description: string;
            /** @description Whether the quantity was estimated instead of reported. */
            estimated: boolean;
            /**
             * Format: date-time
             * @description When its credits become available again.
             */
            expiresAt: string;
            id: string;
            idempotencyKey: string | null;
            metadata: {
                [key: string]: unknown;
            } | null;
            model: string | null;
            project: string | null;
            run: string | null;
            /** @enum {string} */
            status: "OPEN" | "CAPTURED" | "RELEASED" | "EXPIRED";
            subject: string | null;
            tags: string[];
        };
        /** @description An invoice of a subscription. */
        Invoice: {
            /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
            amountCents: number;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC.
             */
            createdAt: string;
            /** @description Three-letter ISO 4217 code, in lowercase. */
            currency: string;
            description: string;
            /** @description When an invoice that was sent is due; null for one that is charged automatically. */
            dueAt: string | null;
            /** @description The id of the invoice in Stripe. */
            id: string;
            number: string | null;
            paidAt: string | null;
            payment: string;
            pdfUrl: string | null;
            /** @enum {string} */
            status: "OPEN" | "PAID" | "VOID";
            /** @description The hosted invoice page, where an open invoice can be paid; null for a void one. */
            url: string | null;
        };
        /** @description A price that exists in Stripe. */
        LinkedPrice: {
            amountCents: number | null;
            /** @description Three-letter ISO 4217 code, in lowercase. */
            currency: string;
            id: string;
            /** @description Null for a one-time price. */
            interval: ("month" | "year") | null;
            productId: string;
            productName: string;
        };
        /** @description The entries of one type, added up. */
        Movement: {
            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
            amount: number | string;
            /** @description The latest entries behind it, newest first. `amount` is the part of each entry that belongs here. */
            entries: {
                /** @description Credits, a whole number. */
                amount: number;
                /**
                 * Format: date-time
                 * @description RFC 3339, in UTC.
                 */
                createdAt: string;
                id: string;
            }[];
            entryCount: number;
            /** @enum {string} */
            type: "GRANT" | "USAGE" | "EXPIRY" | "RESET" | "CLAWBACK" | "REINSTATEMENT" | "REVERSAL" | "ADJUSTMENT";
        };
        /** @description Credits sold as a one-time purchase. */
        Pack: {
            /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
            amountCents: number;
            /** @description Credits, a whole number. */
            bonusCredits: number;
            /** @description Credits, a whole number. */
            credits: number;
            /** @description Three-letter ISO 4217 code, in lowercase. */
            currency: string;
            description: string;
            id: string;
            key: string;
            name: string;
            /** @description Set if the pack is sold in any amount from `credits` to `maxCredits`. Every credit then costs what the last tier that begins at or below the amount says, and the sum is rounded once, half up, to the amounts that Stripe charges in the currency. */
            volume: {
                /** @description Credits, a whole number. */
                maxCredits: number;
                tiers: {
                    /** @description Credits, a whole number. */
                    fromCredits: number;
                    /** @description The price of each credit, in millionths of the minor unit. */
                    priceMicros: number;
                }[];
            } | null;
        };
        /** @description A payment, successful or not. */
        Payment: {
            /** @description The amount paid; before payment, the amount due. */
            amountCents: number;
            /** @description The part of the invoice that was paid from the customer's balance in Stripe. */
            balanceCents: number;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC.
             */
            createdAt: string;
            /** @description The amount of credit notes that was not refunded. */
            creditedCents: number;
            /** @description Three-letter ISO 4217 code, in lowercase. */
            currency: string;
            description: string;
            failureMessage: string | null;
            id: string;
            invoice: {
                number: string | null;
                pdfUrl: string | null;
                url: string | null;
            };
            /** @description The total of the invoice; null for a payment without an invoice. */
            invoicedCents: number | null;
            /** @enum {string} */
            kind: "SUBSCRIPTION" | "PACK";
            method: {
                brand: string;
                last4: string | null;
            } | null;
            paidAt: string | null;
            receiptUrl: string | null;
            /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
            refundedCents: number;
            /** @enum {string} */
            status: "PENDING" | "SUCCEEDED" | "FAILED" | "REFUNDED" | "PARTIALLY_REFUNDED" | "DISPUTED";
        };
        /** @description A plan that is on sale. */
        Plan: {
            /** @description Credits, a whole number. */
            creditsPerMonth: number;
            description: string;
            /** @description The sentences of the plan's card: first its limits, which are enforced, then what else it offers. */
            features: string[];
            highlighted: boolean;
            id: string;
            isFree: boolean;
            key: string;
            /** @description The limit of each feature; null means unlimited, or a switch that is on; a list has the values of a set. */
            limits: {
                [key: string]: number | null | string[];
            };
            /** @description Whether limits are multiplied by the quantity of the subscription. */
            limitsPerUnit: boolean;
            name: string;
            /** @description What running work may spend beyond the balance, for each unit of the subscription. */
            overdraftCredits: number;
            prices: {
                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                amountCents: number;
                /** @description Three-letter ISO 4217 code, in lowercase. */
                currency: string;
                id: string;
                /** @enum {string} */
                interval: "MONTH" | "YEAR";
                lookupKey: string;
            }[];
            /** @enum {string} */
            refillPolicy: "RESET" | "ROLL_OVER" | "ROLL_OVER_CAPPED";
            rolloverCapCredits: number | null;
            /** @description The most that can be spent in any so many hours, for each unit of the subscription. */
            spendLimits: {
                /** @description Credits, a whole number. */
                credits: number;
                hours: number;
            }[];
            /** @description Credits, a whole number. */
            trialCredits: number;
            trialDays: number;
        };
        /** @description Why a request was refused (RFC 9457). */
        Problem: {
            /** @description With `insufficient_credits` and `budget_exceeded`: the credits that are available. For a capture or an extension the most that it could take. */
            available?: number;
            /** @description With `budget_exceeded`: the cap. `target` is the key, subject or run that reached it; `ofPlan` says that it is the plan's. */
            budget?: {
                id: string;
                limit: number;
                ofPlan: boolean;
                scope: string;
                seconds: number | null;
                target: string | null;
                used: number;
                window: string;
            };
            /** @enum {string} */
            code: "malformed_request" | "bad_signature" | "not_found" | "method_not_allowed" | "email_taken" | "own_account" | "view_only" | "no_longer_admin" | "external_id_taken" | "customer_signs_in" | "payload_too_large" | "validation_failed" | "rate_limited" | "too_many_streams" | "internal_error" | "database_unavailable" | "no_stream_free" | "not_ready" | "unauthorized" | "invalid_credentials" | "second_factor_required" | "invalid_code" | "untrusted_origin" | "reauthentication_required" | "too_many_keys" | "insufficient_credits" | "budget_exceeded" | "too_many_budgets" | "budget_of_plan" | "budget_of_this_key" | "limit_reached" | "idempotency_key_reused" | "hold_not_open" | "exceeds_spend" | "refund_too_late" | "not_a_spend" | "balance_out_of_range" | "adjustment_unconfirmed" | "overloaded" | "unknown_promo_code" | "promo_code_over" | "promo_code_redeemed" | "unknown_price" | "unknown_pack" | "already_subscribed" | "trial_refused" | "email_not_verified" | "not_subscribed" | "terms_change" | "same_price" | "cancellation_scheduled" | "payment_overdue" | "collection_by_hand" | "preview_expired" | "cancel_now_not_allowed" | "no_billing_account" | "no_saved_card" | "card_declined" | "authentication_required" | "price_unavailable" | "coupon_ended" | "currency_mismatch" | "amount_out_of_range" | "customer_missing" | "billing_misconfigured" | "stripe_refused" | "change_in_progress" | "stripe_unavailable" | "nothing_to_refund" | "refund_refused" | "account_deleted" | "price_does_not_fit" | "key_taken" | "free_plan_exists" | "changed_meanwhile" | "too_many_endpoints" | "endpoint_disabled";
            /** @description What happened and what to do next, for a developer. */
            detail: string;
            /** @description With `validation_failed`: what is wrong with each field. */
            errors?: {
                field: string;
                message: string;
            }[];
            /**
             * Format: date-time
             * @description With `budget_exceeded`: when the request fits, if nothing else is spent. Null if it is more than the cap.
             */
            freesAt?: string | null;
            /** @description With `hold_not_open`: the status of the hold. */
            holdStatus?: string;
            /** @description With `limit_reached`: the plan's limit. */
            limit?: number;
            /** @description With `card_declined`: the id of the declined payment, if it is on record. */
            payment?: string;
            /** @description With `exceeds_spend`: the credits of the spend that can still be refunded. */
            refundable?: number;
            requestId: string;
            /** @description With `insufficient_credits` and `budget_exceeded`: the credits that the request requires. */
            required?: number;
            /** @description With `insufficient_credits` of a spend or hold with an idempotency key: what `POST /api/v1/credits/refusals/{id}/resume` takes once the credits have arrived. */
            resume?: {
                /** Format: date-time */
                expiresAt: string;
                id: string;
            };
            status: number;
            title: string;
            /** Format: uri */
            type: string;
            /** @description With `limit_reached`: the current use. */
            used?: number;
        };
        /** @description A referral code and its results. */
        Referral: {
            code: string;
            counts: {
                /** @description Signed up, but have not paid yet. */
                pending: number;
                /** @description Paid, but earned no credits; `refusals` has the reasons. */
                refused: number;
                rewarded: number;
            };
            /** @description Credits earned, minus those taken back after refunds. */
            creditsEarned: number | string;
            /** Format: uri */
            link: string;
            /** @description Why referrals earned no credits, with the number of each reason. */
            refusals: {
                count: number;
                /** @enum {string} */
                reason: "cap_reached" | "own_card" | "card_already_rewarded" | "unidentified_method";
            }[];
            /** @description The credits that each side receives for the next referral; 0 while referrals are off. */
            rewards: {
                /** @description Credits, a whole number. */
                referred: number;
                /** @description Credits, a whole number. */
                referrer: number;
            };
        };
        /** @description What a refund would do. */
        RefundPreview: {
            /** @description The owner's balance after it; credits that were spent become debt. */
            after: {
                /** @description Credits, a whole number. */
                balance: number;
                /** @description Credits, a whole number. */
                debt: number;
            };
            /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
            amountCents: number;
            before: {
                /** @description Credits, a whole number. */
                balance: number;
                /** @description Credits, a whole number. */
                debt: number;
            };
            /** @description Credits that are taken back. */
            credits: number;
            /** @description Three-letter ISO 4217 code, in lowercase. */
            currency: string;
            /** @description Credits that are taken back from the user who referred the owner. */
            referrerCredits: number;
            /** @description How much could be refunded. */
            refundableCents: number;
        };
        /** @description A spend or hold that was refused for want of credits, as it was sent. */
        Refusal: {
            amount: number | null;
            description: string;
            /**
             * Format: date-time
             * @description Until then it can be resumed.
             */
            expiresAt: string;
            expiresInSeconds: number | null;
            id: string;
            idempotencyKey: string | null;
            items: {
                meter: string;
                quantity: string;
            }[] | null;
            /** @enum {string} */
            kind: "spend" | "hold";
            metadata: {
                [key: string]: unknown;
            } | null;
            meter: string | null;
            model: string | null;
            project: string | null;
            quantity: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC.
             */
            refusedAt: string;
            /** @description What it cost when it was refused. */
            required: number;
            resumedAt: string | null;
            run: string | null;
            subject: string | null;
            tags: string[];
        };
        /** @description The plan of an account, free or paid. */
        Subscription: {
            cancelAtPeriodEnd: boolean;
            /** @description How payments for the subscription are collected. */
            collection: {
                /** @description An invoice that was sent and is not paid yet. */
                invoice: {
                    /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                    amountCents: number;
                    /** @description Three-letter ISO 4217 code, in lowercase. */
                    currency: string;
                    dueAt: string | null;
                    url: string | null;
                } | null;
                /**
                 * @description With `INVOICE`, invoices are sent to the customer, and credits are granted when they are paid.
                 * @enum {string}
                 */
                method: "AUTOMATIC" | "INVOICE";
                /** @description Whether collection is paused. While it is, nothing is charged, and unpaid time brings no credits. */
                paused: boolean;
                /** @description When the pause ends; null if it has no end. */
                resumesAt: string | null;
            };
            /** @description When the subscription ends, if it is set to. */
            endsAt: string | null;
            /** @description The plan is active but free of charge until this time. */
            freeUntil: string | null;
            id: string;
            /** @description The free plan, while it applies because this plan is unpaid. */
            meanwhile: {
                /** @description Credits, a whole number. */
                creditsPerMonth: number;
                name: string;
            } | null;
            /** @description The credits of a full monthly refill. */
            monthlyCredits: number;
            nextRefill: {
                /**
                 * Format: date-time
                 * @description Past while the renewal that pays for it is being collected.
                 */
                at: string;
                /** @description Credits, a whole number. */
                credits: number;
            } | null;
            paidThrough: string | null;
            period: {
                end: string | null;
                /**
                 * Format: date-time
                 * @description RFC 3339, in UTC.
                 */
                start: string;
            };
            plan: {
                /** @description Credits, a whole number. */
                creditsPerMonth: number;
                isFree: boolean;
                key: string;
                name: string;
                version: number;
            };
            price: {
                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                amountCents: number;
                /** @description Three-letter ISO 4217 code, in lowercase. */
                currency: string;
                id: string;
                /** @enum {string} */
                interval: "MONTH" | "YEAR";
            } | null;
            /** @description The quantity that is charged. The credits of `plan` and the amount of `price` are per unit. */
            quantity: number;
            /** @description The scheduled plan change, if any. */
            scheduledChange: {
                /**
                 * Format: date-time
                 * @description RFC 3339, in UTC.
                 */
                at: string;
                /** @enum {string} */
                kind: "upgrade" | "downgrade" | "interval" | "same";
                /** @description The credits of a full monthly refill. */
                monthlyCredits: number;
                plan: {
                    /** @description Credits, a whole number. */
                    creditsPerMonth: number;
                    key: string;
                    name: string;
                };
                price: {
                    /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                    amountCents: number;
                    /** @description Three-letter ISO 4217 code, in lowercase. */
                    currency: string;
                    id: string;
                    /** @enum {string} */
                    interval: "MONTH" | "YEAR";
                };
                /** @description The quantity that is charged. The credits of `plan` and the amount of `price` are per unit. */
                quantity: number;
            } | null;
            /** @enum {string} */
            status: "INCOMPLETE" | "INCOMPLETE_EXPIRED" | "TRIALING" | "ACTIVE" | "PAST_DUE" | "UNPAID" | "PAUSED" | "CANCELED" | "UNKNOWN";
            trialEndsAt: string | null;
        };
        /** @description A message to one endpoint. */
        WebhookDelivery: {
            /** @description Null for a test. */
            account: string | null;
            /** @description Since it was made or last replayed. */
            attempts: number;
            id: string;
            lastError: string | null;
            /** @description What the last attempt was answered with; null without an answer. */
            lastStatus: number | null;
            /** @description The `webhook-id` that it is sent with. */
            messageId: string;
            /** @description Null while an earlier message of the account is not settled. */
            nextAttemptAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, in UTC.
             */
            occurredAt: string;
            settledAt: string | null;
            /** @enum {string} */
            status: "PENDING" | "DELIVERED" | "DEAD";
            type: string;
        };
        /** @description Where events are sent, without its secret. */
        WebhookEndpoint: {
            /**
             * Format: date-time
             * @description RFC 3339, in UTC.
             */
            createdAt: string;
            description: string;
            /** @description `GONE`: it answered 410. `FAILING`: nothing reached it for five days. */
            disabledReason: ("ADMIN" | "GONE" | "FAILING") | null;
            /** @description What it is sent; empty is everything. */
            eventTypes: string[];
            /** @description The first failure since the last delivery. */
            failingSince: string | null;
            id: string;
            /** @description Until when the secret before the last roll signs as well. */
            previousSecretUntil: string | null;
            /** @enum {string} */
            status: "enabled" | "disabled";
            url: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getAccountExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Export your data */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    patchAccountsByAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description An account id, user id, external id or email address. */
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    externalId: string | null;
                };
            };
        };
        responses: {
            /** @description Set an account's external id */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The id of the credit account. */
                        account: string | null;
                        externalId: string | null;
                        user: string;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Another account has this external id */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "external_id_taken";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postAdminAccountsByIdAdjustments: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @description An account id, user id, external id or email address. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description Credits to add; negative to take. */
                    amount: number;
                    /** @enum {string} */
                    beyondAvailable?: "refuse" | "owe";
                    /** @description The amount again; required for large amounts. */
                    confirmAmount?: number;
                    /** @description When added credits expire. Defaults to never. */
                    expiresAt?: (string) | null;
                    /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                    idempotencyKey?: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Add or take credits */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What can be spent at the time of this response, also for a replay. */
                        available: number;
                        /** @description The balance at the time of this response, also for a replay. Right after the entry it was `balanceAfter`. */
                        balance: number;
                        entry: components["schemas"]["Entry"];
                        /** @description Whether this is the result of an earlier request with the same idempotency key. */
                        replayed: boolean;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not enough credits */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "insufficient_credits";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description The adjustment needs a confirmation; The balance would be too large; This idempotency key was used for a different request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "adjustment_unconfirmed" | "balance_out_of_range" | "idempotency_key_reused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminAudit: {
        parameters: {
            query?: {
                /** @description Such as `credits.adjusted` or `user.locked`. */
                action?: string;
                /** @description A user's id or email address, or `system` for commands and background work. */
                actor?: string;
                /** @description The `nextCursor` of the previous page. */
                cursor?: string;
                /** @description Records at or after this time. */
                from?: string;
                /** @description The number of items to return. */
                limit?: number;
                /** @description `changes` leaves out what users did to their own account, such as signing in. */
                show?: "everything" | "changes";
                /** @description The id of what was changed, or a user's email address. */
                target?: string;
                /** @description Before this time. A day without a time is included as a whole, in UTC. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the audit log */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditRecord"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminExportAuditCsv: {
        parameters: {
            query?: {
                /** @description Such as `credits.adjusted` or `user.locked`. */
                action?: string;
                /** @description A user's id or email address, or `system` for commands and background work. */
                actor?: string;
                /** @description Records at or after this time. */
                from?: string;
                /** @description `changes` leaves out what users did to their own account, such as signing in. */
                show?: "everything" | "changes";
                /** @description The id of what was changed, or a user's email address. */
                target?: string;
                /** @description Before this time. A day without a time is included as a whole, in UTC. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Export the audit log */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminExportEntriesCsv: {
        parameters: {
            query?: {
                /** @description At or after this time; a day starts at 00:00 UTC. */
                from?: string;
                /** @description Before this time. A day without a time is included as a whole, in UTC. */
                to?: string;
                type?: "GRANT" | "USAGE" | "EXPIRY" | "RESET" | "CLAWBACK" | "REINSTATEMENT" | "REVERSAL" | "ADJUSTMENT";
                /** @description A user's or account's id, email address or external id. */
                user?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Export ledger entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminExportPaymentsCsv: {
        parameters: {
            query?: {
                /** @description The time that `from` and `to` are about, and the order. Defaults to `created`. */
                by?: "created" | "paid";
                currency?: string;
                /** @description At or after this time; a day starts at 00:00 UTC. */
                from?: string;
                kind?: "SUBSCRIPTION" | "PACK";
                /** @description What it needs a person for: `answer`, its dispute waits for evidence; `collection`, its subscription is past due and Stripe does not try again. */
                needs?: "answer" | "collection";
                status?: "PENDING" | "SUCCEEDED" | "FAILED" | "REFUNDED" | "PARTIALLY_REFUNDED" | "DISPUTED";
                /** @description Before this time. A day without a time is included as a whole, in UTC. */
                to?: string;
                /** @description A user's id, email address, external id or Stripe customer. */
                user?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Export payments */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminExportUsersCsv: {
        parameters: {
            query?: {
                /** @description Whether credits are owed. */
                debt?: "true" | "false";
                /** @description Lists deleted accounts instead of those that exist. */
                deleted?: "true" | "false";
                /** @description Whether sign-in is locked. */
                locked?: "true" | "false";
                maxBalance?: number;
                minBalance?: number;
                /** @description No signed-in activity since this time. */
                notSeenSince?: string;
                /** @description The key of the current plan; `none` for users without one. */
                plan?: string;
                /** @description The version of the current plan; `older` for those before the one on sale. */
                planVersion?: "older" | string;
                /** @description The id of the Stripe price of the current subscription. */
                price?: string;
                role?: "USER" | "ADMIN";
                /** @description Part of an email address or name, or a user id, account id, external id or Stripe customer id. */
                search?: string;
                /** @description Signed-in activity at or after this time. */
                seenSince?: string;
                /** @description The status of the current subscription. */
                status?: "ACTIVE" | "TRIALING" | "PAST_DUE" | "UNPAID" | "PAUSED";
                /** @description Whether the email address is verified. */
                verified?: "true" | "false";
                /** @description Subscribers of older versions whom a move to the version on sale would take along (`ready`) or leave alone (`left`). */
                versionMove?: "ready" | "left";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Export users */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminMeters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List all meters */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AdminMeter"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postAdminMeters: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    cost?: {
                        /** @default usd */
                        currency?: string;
                        micros: number;
                    } | null;
                    credits: number;
                    /** @default  */
                    description?: string;
                    key: string;
                    /** @default 1 */
                    minimumCredits?: number;
                    name: string;
                    perUnits: number;
                    /**
                     * @default UP
                     * @enum {string}
                     */
                    rounding?: "UP" | "NEAREST" | "DOWN";
                    /** @default 0 */
                    sortOrder?: number;
                    unit: string;
                };
            };
        };
        responses: {
            /** @description Create a meter */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        meter: components["schemas"]["AdminMeter"];
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description This key is in use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "key_taken";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    putAdminMetersById: {
        parameters: {
            query?: {
                /** @description The version you change: refused when another one is on sale. */
                version?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    cost?: {
                        /** @default usd */
                        currency?: string;
                        micros: number;
                    } | null;
                    credits: number;
                    /** @default  */
                    description?: string;
                    key: string;
                    /** @default 1 */
                    minimumCredits?: number;
                    name: string;
                    perUnits: number;
                    /**
                     * @default UP
                     * @enum {string}
                     */
                    rounding?: "UP" | "NEAREST" | "DOWN";
                    /** @default 0 */
                    sortOrder?: number;
                    unit: string;
                };
            };
        };
        responses: {
            /** @description Edit a meter */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        meter: components["schemas"]["AdminMeter"];
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description It was edited meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "changed_meanwhile";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    patchAdminMetersById: {
        parameters: {
            query?: {
                /** @description The version you change: refused when another one is on sale. */
                version?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description true takes it off sale, false puts it back on sale. */
                    archived: boolean;
                };
            };
        };
        responses: {
            /** @description Archive or restore a meter */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        meter: components["schemas"]["AdminMeter"];
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description It was edited meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "changed_meanwhile";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminMetricsCredits: {
        parameters: {
            query?: {
                /** @description The first day. */
                from?: string;
                /** @description The IANA time zone in which days begin. Case-sensitive. */
                timezone?: string;
                /** @description The last day, which is included. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get credit metrics */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        breakage: {
                            costBasis: {
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                amountCents: number;
                                /** @description Three-letter ISO 4217 code, in lowercase. */
                                currency: string;
                            }[];
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            credits: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            paidCredits: number | string;
                        };
                        current: {
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            adjusted: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            clawedBack: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            closing: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            expired: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            issued: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            opening: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            spent: number | string;
                        };
                        liability: {
                            /** @description What was paid for the credits that remain. */
                            costBasis: {
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                amountCents: number;
                                /** @description Three-letter ISO 4217 code, in lowercase. */
                                currency: string;
                            }[];
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            credits: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            debt: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            freeCredits: number | string;
                        };
                        previous: {
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            adjusted: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            clawedBack: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            closing: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            expired: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            issued: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            opening: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            spent: number | string;
                        };
                        previousRange: {
                            /** Format: date */
                            from: string;
                            /**
                             * Format: date
                             * @description The last day.
                             */
                            to: string;
                        };
                        range: {
                            /** Format: date */
                            from: string;
                            /**
                             * Format: date
                             * @description The last day.
                             */
                            to: string;
                        };
                        series: {
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            adjusted: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            clawedBack: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            closing: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            expired: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            issued: number | string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            opening: number | string;
                            period: string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            spent: number | string;
                        }[];
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminMetricsRevenue: {
        parameters: {
            query?: {
                currency?: string;
                /** @description The first day. */
                from?: string;
                /** @description The IANA time zone in which days begin. Case-sensitive. */
                timezone?: string;
                /** @description The last day, which is included. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get MRR and revenue */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        currencies: string[];
                        /** @description Three-letter ISO 4217 code, in lowercase. */
                        currency: string;
                        items: {
                            /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                            creditNoteCents: number;
                            /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                            disputeCents: number;
                            /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                            feeCents: number;
                            id: string | null;
                            /** @enum {string} */
                            kind: "plan" | "pack";
                            name: string | null;
                            /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                            netCents: number;
                            /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                            paymentCents: number;
                            payments: number;
                            /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                            refundCents: number;
                        }[];
                        mrr: {
                            current: {
                                arpuCents: number | null;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                arrCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                churnCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                closingCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                contractionCents: number;
                                /** @description Of the customers at the start: 0.05 is 5%. Null when there were none. */
                                customerChurn: number | null;
                                customers: {
                                    churned: number;
                                    closing: number;
                                    new: number;
                                    opening: number;
                                    reactivated: number;
                                };
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                expansionCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                newCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                openingCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                reactivationCents: number;
                                /** @description Churn and contraction, of the MRR at the start. Null when there was none. */
                                revenueChurn: number | null;
                            };
                            previous: {
                                arpuCents: number | null;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                arrCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                churnCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                closingCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                contractionCents: number;
                                /** @description Of the customers at the start: 0.05 is 5%. Null when there were none. */
                                customerChurn: number | null;
                                customers: {
                                    churned: number;
                                    closing: number;
                                    new: number;
                                    opening: number;
                                    reactivated: number;
                                };
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                expansionCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                newCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                openingCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                reactivationCents: number;
                                /** @description Churn and contraction, of the MRR at the start. Null when there was none. */
                                revenueChurn: number | null;
                            };
                        };
                        packs: {
                            current: {
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                creditNoteCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                disputeCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                feeCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                netCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                paymentCents: number;
                                payments: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                refundCents: number;
                            };
                            previous: {
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                creditNoteCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                disputeCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                feeCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                netCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                paymentCents: number;
                                payments: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                refundCents: number;
                            };
                        };
                        plans: {
                            current: {
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                creditNoteCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                disputeCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                feeCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                netCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                paymentCents: number;
                                payments: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                refundCents: number;
                            };
                            previous: {
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                creditNoteCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                disputeCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                feeCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                netCents: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                paymentCents: number;
                                payments: number;
                                /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                                refundCents: number;
                            };
                        };
                        previousRange: {
                            /** Format: date */
                            from: string;
                            /**
                             * Format: date
                             * @description The last day.
                             */
                            to: string;
                        };
                        range: {
                            /** Format: date */
                            from: string;
                            /**
                             * Format: date
                             * @description The last day.
                             */
                            to: string;
                        };
                        series: {
                            /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                            mrrCents: number;
                            /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                            packNetCents: number;
                            /** @description A day, or a month of a range of more than 62 days. */
                            period: string;
                            /** @description In the currency's minor unit, as in Stripe: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                            planNetCents: number;
                        }[];
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminPacks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List all packs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AdminPack"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postAdminPacks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    amountCents: number;
                    /** @default 0 */
                    bonusCredits?: number;
                    credits: number;
                    /** @default usd */
                    currency?: string;
                    /** @default  */
                    description?: string;
                    key: string;
                    name: string;
                    /** @default 0 */
                    sortOrder?: number;
                    /** @default null */
                    volume?: {
                        maxCredits: number;
                        tiers: {
                            fromCredits: number;
                            priceMicros: number;
                        }[];
                    } | null;
                };
            };
        };
        responses: {
            /** @description Create a pack */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        pack: components["schemas"]["AdminPack"];
                        /** @description false when Stripe could not be reached: it is saved, and goes on sale once it is pushed. */
                        pushed: boolean;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description This key is in use */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "key_taken";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    putAdminPacksById: {
        parameters: {
            query?: {
                /** @description The version you change: refused when another one is on sale. */
                version?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    amountCents: number;
                    /** @default 0 */
                    bonusCredits?: number;
                    credits: number;
                    /** @default usd */
                    currency?: string;
                    /** @default  */
                    description?: string;
                    key: string;
                    name: string;
                    /** @default 0 */
                    sortOrder?: number;
                    /** @default null */
                    volume?: {
                        maxCredits: number;
                        tiers: {
                            fromCredits: number;
                            priceMicros: number;
                        }[];
                    } | null;
                };
            };
        };
        responses: {
            /** @description Edit a pack */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        pack: components["schemas"]["AdminPack"];
                        /** @description false when Stripe could not be reached: it is saved, and goes on sale once it is pushed. */
                        pushed: boolean;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description It was edited meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "changed_meanwhile";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    patchAdminPacksById: {
        parameters: {
            query?: {
                /** @description The version you change: refused when another one is on sale. */
                version?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description true takes it off sale, false puts it back on sale. */
                    archived: boolean;
                };
            };
        };
        responses: {
            /** @description Archive or restore a pack */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        pack: components["schemas"]["AdminPack"];
                        /** @description false when Stripe could not be reached: it is saved, and goes on sale once it is pushed. */
                        pushed: boolean;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description It was edited meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "changed_meanwhile";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postAdminPacksByIdStripePrice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description true only checks the price.
                     * @default false
                     */
                    dryRun?: boolean;
                    /** @description The id of a price that exists in Stripe. */
                    stripePriceId: string;
                };
            };
        };
        responses: {
            /** @description Link an existing Stripe price to a pack */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whether the price sells the item now. */
                        linked: boolean;
                        price: components["schemas"]["LinkedPrice"];
                        /** @description false when Stripe could not be reached: it is saved, and goes on sale once it is pushed. */
                        pushed: boolean;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description The Stripe price cannot sell this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "price_does_not_fit";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminPayments: {
        parameters: {
            query?: {
                /** @description The time that `from` and `to` are about, and the order. Defaults to `created`. */
                by?: "created" | "paid";
                currency?: string;
                /** @description The `nextCursor` of the previous page. */
                cursor?: string;
                /** @description At or after this time; a day starts at 00:00 UTC. */
                from?: string;
                kind?: "SUBSCRIPTION" | "PACK";
                /** @description The number of items to return. */
                limit?: number;
                /** @description What it needs a person for: `answer`, its dispute waits for evidence; `collection`, its subscription is past due and Stripe does not try again. */
                needs?: "answer" | "collection";
                status?: "PENDING" | "SUCCEEDED" | "FAILED" | "REFUNDED" | "PARTIALLY_REFUNDED" | "DISPUTED";
                /** @description Before this time. A day without a time is included as a whole, in UTC. */
                to?: string;
                /** @description A user's id, email address, external id or Stripe customer. */
                user?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List payments of all users */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AdminPayment"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postAdminPaymentsByIdRefunds: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description In the minor unit of the payment's currency. Defaults to everything that is left. */
                    amountCents?: number;
                    /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                    idempotencyKey?: string;
                    /** @description Recorded in the audit log. */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Refund a payment */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        payment: components["schemas"]["AdminPayment"];
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description There is nothing left to refund; Stripe refused the refund; The account was deleted; Another change to this account is in progress; This idempotency key was used for a different request; The customer no longer exists in Stripe; Payments are not set up correctly; Stripe rejected the request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "nothing_to_refund" | "refund_refused" | "account_deleted" | "change_in_progress" | "idempotency_key_reused" | "customer_missing" | "billing_misconfigured" | "stripe_refused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description Stripe cannot be reached; The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "stripe_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    postAdminPaymentsByIdRefundsPreview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description In the minor unit of the payment's currency. Defaults to everything that is left. */
                    amountCents?: number;
                };
            };
        };
        responses: {
            /** @description Preview a refund */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundPreview"];
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description There is nothing left to refund; Stripe refused the refund; The account was deleted; The customer no longer exists in Stripe; Payments are not set up correctly; Stripe rejected the request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "nothing_to_refund" | "refund_refused" | "account_deleted" | "customer_missing" | "billing_misconfigured" | "stripe_refused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description Stripe cannot be reached; The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "stripe_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminPlans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List all plans */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AdminPlan"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postAdminPlans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    creditsPerMonth: number;
                    /** @default usd */
                    currency?: string;
                    /** @default  */
                    description?: string;
                    /** @default 0 */
                    estimatedCostCents?: number;
                    /** @default [] */
                    features?: string[];
                    /** @default false */
                    highlighted?: boolean;
                    /** @default false */
                    isFree?: boolean;
                    key: string;
                    /** @default {} */
                    limits?: {
                        [key: string]: number | null | string[];
                    };
                    /** @default false */
                    limitsPerUnit?: boolean;
                    name: string;
                    /** @default 0 */
                    overdraftCredits?: number;
                    /**
                     * @default {
                     *       "month": null,
                     *       "year": null
                     *     }
                     */
                    prices?: {
                        /** @default null */
                        month?: number | null;
                        /** @default null */
                        year?: number | null;
                    };
                    /**
                     * @default ANY
                     * @enum {string}
                     */
                    quantity?: "ANY" | "ONE";
                    /**
                     * @default RESET
                     * @enum {string}
                     */
                    refillPolicy?: "RESET" | "ROLL_OVER" | "ROLL_OVER_CAPPED";
                    /** @default null */
                    rolloverCapCredits?: number | null;
                    /** @default 0 */
                    sortOrder?: number;
                    spendLimits?: {
                        credits: number;
                        hours: number;
                    }[];
                    /** @default 0 */
                    trialCredits?: number;
                    /** @default 0 */
                    trialDays?: number;
                };
            };
        };
        responses: {
            /** @description Create a plan */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        plan: components["schemas"]["AdminPlan"];
                        /** @description false when Stripe could not be reached: it is saved, and goes on sale once it is pushed. */
                        pushed: boolean;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description This key is in use; There is already a free plan */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "key_taken" | "free_plan_exists";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    putAdminPlansById: {
        parameters: {
            query?: {
                /** @description The version you change: refused when another one is on sale. */
                version?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    creditsPerMonth: number;
                    /** @default usd */
                    currency?: string;
                    /** @default  */
                    description?: string;
                    /** @default 0 */
                    estimatedCostCents?: number;
                    /** @default [] */
                    features?: string[];
                    /** @default false */
                    highlighted?: boolean;
                    /** @default false */
                    isFree?: boolean;
                    key: string;
                    /** @default {} */
                    limits?: {
                        [key: string]: number | null | string[];
                    };
                    /** @default false */
                    limitsPerUnit?: boolean;
                    name: string;
                    /** @default 0 */
                    overdraftCredits?: number;
                    /**
                     * @default {
                     *       "month": null,
                     *       "year": null
                     *     }
                     */
                    prices?: {
                        /** @default null */
                        month?: number | null;
                        /** @default null */
                        year?: number | null;
                    };
                    /**
                     * @default ANY
                     * @enum {string}
                     */
                    quantity?: "ANY" | "ONE";
                    /**
                     * @default RESET
                     * @enum {string}
                     */
                    refillPolicy?: "RESET" | "ROLL_OVER" | "ROLL_OVER_CAPPED";
                    /** @default null */
                    rolloverCapCredits?: number | null;
                    /** @default 0 */
                    sortOrder?: number;
                    spendLimits?: {
                        credits: number;
                        hours: number;
                    }[];
                    /** @default 0 */
                    trialCredits?: number;
                    /** @default 0 */
                    trialDays?: number;
                };
            };
        };
        responses: {
            /** @description Edit a plan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        plan: components["schemas"]["AdminPlan"];
                        /** @description false when Stripe could not be reached: it is saved, and goes on sale once it is pushed. */
                        pushed: boolean;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description It was edited meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "changed_meanwhile";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    patchAdminPlansById: {
        parameters: {
            query?: {
                /** @description The version you change: refused when another one is on sale. */
                version?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description true takes it off sale, false puts it back on sale. */
                    archived: boolean;
                };
            };
        };
        responses: {
            /** @description Archive or restore a plan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        plan: components["schemas"]["AdminPlan"];
                        /** @description false when Stripe could not be reached: it is saved, and goes on sale once it is pushed. */
                        pushed: boolean;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description There is already a free plan; It was edited meanwhile */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "free_plan_exists" | "changed_meanwhile";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postAdminPlansByIdStripePrice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description true only checks the price.
                     * @default false
                     */
                    dryRun?: boolean;
                    /** @description The id of a price that exists in Stripe. */
                    stripePriceId: string;
                };
            };
        };
        responses: {
            /** @description Link an existing Stripe price to a plan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whether the price sells the item now. */
                        linked: boolean;
                        price: components["schemas"]["LinkedPrice"];
                        /** @description false when Stripe could not be reached: it is saved, and goes on sale once it is pushed. */
                        pushed: boolean;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description The Stripe price cannot sell this */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "price_does_not_fit";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminUsers: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the previous page. */
                cursor?: string;
                /** @description Whether credits are owed. */
                debt?: "true" | "false";
                /** @description Lists deleted accounts instead of those that exist. */
                deleted?: "true" | "false";
                /** @description The number of items to return. */
                limit?: number;
                /** @description Whether sign-in is locked. */
                locked?: "true" | "false";
                maxBalance?: number;
                minBalance?: number;
                /** @description No signed-in activity since this time. */
                notSeenSince?: string;
                /** @description The key of the current plan; `none` for users without one. */
                plan?: string;
                /** @description The version of the current plan; `older` for those before the one on sale. */
                planVersion?: "older" | string;
                /** @description The id of the Stripe price of the current subscription. */
                price?: string;
                role?: "USER" | "ADMIN";
                /** @description Part of an email address or name, or a user id, account id, external id or Stripe customer id. */
                search?: string;
                /** @description Signed-in activity at or after this time. */
                seenSince?: string;
                /** @description Defaults to newest. `balance` starts with the highest. */
                sort?: "newest" | "oldest" | "email" | "balance";
                /** @description The status of the current subscription. */
                status?: "ACTIVE" | "TRIALING" | "PAST_DUE" | "UNPAID" | "PAUSED";
                /** @description Whether the email address is verified. */
                verified?: "true" | "false";
                /** @description Subscribers of older versions whom a move to the version on sale would take along (`ready`) or leave alone (`left`). */
                versionMove?: "ready" | "left";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List users */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AdminUser"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postAdminUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    email?: string;
                    /** @description Whether you vouch for the address. */
                    emailVerified?: boolean;
                    externalId?: string;
                    name?: string;
                };
            };
        };
        responses: {
            /** @description Create a user */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUser"];
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Another account has this email address; Another account has this external id */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "email_taken" | "external_id_taken";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminUsersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user id, account id, external id or email address. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a user */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUser"];
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    patchAdminUsersById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A user id, account id, external id or email address. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    locked: boolean;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Lock or unlock a user */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminUser"];
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description This would change your own account; You are no longer an admin */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "own_account" | "no_longer_admin";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminWebhookEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List webhook endpoints */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookEndpoint"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postAdminWebhookEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default  */
                    description?: string;
                    eventTypes?: ("balance.low" | "balance.depleted" | "balance.recovered" | "budget.reached" | "credits.granted" | "credits.expired" | "credits.resumable" | "credits.spent.summary" | "customer.created" | "customer.updated" | "customer.deleted" | "subscription.started" | "subscription.renewed" | "subscription.changed" | "subscription.change_scheduled" | "subscription.change_unscheduled" | "subscription.cancel_scheduled" | "subscription.resumed" | "subscription.paused" | "subscription.unpaused" | "subscription.ended" | "payment.succeeded" | "payment.pending" | "payment.failed" | "payment.refunded" | "payment.refund_failed" | "payment.credited" | "payment.disputed" | "payment.dispute_won" | "payment.dispute_lost" | "top_up.succeeded" | "top_up.stopped")[];
                    url: string;
                };
            };
        };
        responses: {
            /** @description Create a webhook endpoint */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description RFC 3339, in UTC.
                         */
                        createdAt: string;
                        description: string;
                        /** @description `GONE`: it answered 410. `FAILING`: nothing reached it for five days. */
                        disabledReason: ("ADMIN" | "GONE" | "FAILING") | null;
                        /** @description What it is sent; empty is everything. */
                        eventTypes: string[];
                        /** @description The first failure since the last delivery. */
                        failingSince: string | null;
                        id: string;
                        /** @description Until when the secret before the last roll signs as well. */
                        previousSecretUntil: string | null;
                        /** @description The signing secret. Shown only in this response. */
                        secret: string;
                        /** @enum {string} */
                        status: "enabled" | "disabled";
                        url: string;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description There are too many webhook endpoints */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_endpoints";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminWebhookEndpointsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a webhook endpoint */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    deleteAdminWebhookEndpointsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a webhook endpoint */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        deleted: true;
                        id: string;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    patchAdminWebhookEndpointsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    description?: string;
                    enabled?: boolean;
                    eventTypes?: ("balance.low" | "balance.depleted" | "balance.recovered" | "budget.reached" | "credits.granted" | "credits.expired" | "credits.resumable" | "credits.spent.summary" | "customer.created" | "customer.updated" | "customer.deleted" | "subscription.started" | "subscription.renewed" | "subscription.changed" | "subscription.change_scheduled" | "subscription.change_unscheduled" | "subscription.cancel_scheduled" | "subscription.resumed" | "subscription.paused" | "subscription.unpaused" | "subscription.ended" | "payment.succeeded" | "payment.pending" | "payment.failed" | "payment.refunded" | "payment.refund_failed" | "payment.credited" | "payment.disputed" | "payment.dispute_won" | "payment.dispute_lost" | "top_up.succeeded" | "top_up.stopped")[];
                    url?: string;
                };
            };
        };
        responses: {
            /** @description Edit a webhook endpoint */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookEndpoint"];
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminWebhookEndpointsByIdDeliveries: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the previous page. */
                cursor?: string;
                /** @description The number of items to return. */
                limit?: number;
                status?: "PENDING" | "DELIVERED" | "DEAD";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List webhook deliveries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookDelivery"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminWebhookEndpointsByIdDeliveriesByDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a webhook delivery */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Null for a test. */
                        account: string | null;
                        /** @description Since it was made or last replayed. */
                        attempts: number;
                        /** @description The `data` of the event. */
                        data: {
                            [key: string]: unknown;
                        };
                        id: string;
                        lastError: string | null;
                        /** @description What the last attempt was answered with; null without an answer. */
                        lastStatus: number | null;
                        /** @description The `webhook-id` that it is sent with. */
                        messageId: string;
                        /** @description Null while an earlier message of the account is not settled. */
                        nextAttemptAt: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, in UTC.
                         */
                        occurredAt: string;
                        settledAt: string | null;
                        /** @enum {string} */
                        status: "PENDING" | "DELIVERED" | "DEAD";
                        tries: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, in UTC.
                             */
                            at: string;
                            durationMs: number;
                            error: string | null;
                            status: number | null;
                        }[];
                        type: string;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postAdminWebhookEndpointsByIdDeliveriesByDeliveryReplay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                delivery: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Replay a webhook delivery */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Null for a test. */
                        account: string | null;
                        /** @description Since it was made or last replayed. */
                        attempts: number;
                        /** @description The `data` of the event. */
                        data: {
                            [key: string]: unknown;
                        };
                        id: string;
                        lastError: string | null;
                        /** @description What the last attempt was answered with; null without an answer. */
                        lastStatus: number | null;
                        /** @description The `webhook-id` that it is sent with. */
                        messageId: string;
                        /** @description Null while an earlier message of the account is not settled. */
                        nextAttemptAt: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, in UTC.
                         */
                        occurredAt: string;
                        settledAt: string | null;
                        /** @enum {string} */
                        status: "PENDING" | "DELIVERED" | "DEAD";
                        tries: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, in UTC.
                             */
                            at: string;
                            durationMs: number;
                            error: string | null;
                            status: number | null;
                        }[];
                        type: string;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description The webhook endpoint is disabled */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "endpoint_disabled";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postAdminWebhookEndpointsByIdReplay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Replay what was given up */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: number;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description The webhook endpoint is disabled */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "endpoint_disabled";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postAdminWebhookEndpointsByIdRoll: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Roll a webhook secret */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description RFC 3339, in UTC.
                         */
                        createdAt: string;
                        description: string;
                        /** @description `GONE`: it answered 410. `FAILING`: nothing reached it for five days. */
                        disabledReason: ("ADMIN" | "GONE" | "FAILING") | null;
                        /** @description What it is sent; empty is everything. */
                        eventTypes: string[];
                        /** @description The first failure since the last delivery. */
                        failingSince: string | null;
                        id: string;
                        /** @description Until when the secret before the last roll signs as well. */
                        previousSecretUntil: string | null;
                        /** @description The signing secret. Shown only in this response. */
                        secret: string;
                        /** @enum {string} */
                        status: "enabled" | "disabled";
                        url: string;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postAdminWebhookEndpointsByIdTest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Send a test event */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        delivery: string;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description The webhook endpoint is disabled */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "endpoint_disabled";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getAdminWebhookEvents: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the previous page. */
                cursor?: string;
                /** @description The id of a Stripe customer. */
                customer?: string;
                /** @description The number of items to return. */
                limit?: number;
                status?: "PENDING" | "PROCESSED" | "IGNORED" | "FAILED";
                /** @description Such as `invoice.paid`. */
                type?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List webhook events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Since it arrived or was last replayed. */
                            attempts: number;
                            /** @description Stripe's id of the customer. */
                            customerId: string | null;
                            /** @description Stripe's id of the event. */
                            id: string;
                            /** @description Stripe's id of the object. */
                            objectId: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, in UTC.
                             */
                            occurredAt: string;
                            /** @description What came of it, in a sentence; null before it is processed. */
                            outcome: string | null;
                            processedAt: string | null;
                            /**
                             * Format: date-time
                             * @description RFC 3339, in UTC.
                             */
                            receivedAt: string;
                            replayedAt: string | null;
                            /** @enum {string} */
                            status: "PENDING" | "PROCESSED" | "IGNORED" | "FAILED";
                            type: string;
                        }[];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postAdminWebhookEventsByIdReplay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Stripe's id of the event. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Replay a webhook event */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Since it arrived or was last replayed. */
                        attempts: number;
                        /** @description Stripe's id of the customer. */
                        customerId: string | null;
                        /** @description Stripe's id of the event. */
                        id: string;
                        /** @description Stripe's id of the object. */
                        objectId: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, in UTC.
                         */
                        occurredAt: string;
                        /** @description What came of it, in a sentence; null before it is processed. */
                        outcome: string | null;
                        processedAt: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, in UTC.
                         */
                        receivedAt: string;
                        replayedAt: string | null;
                        /** @enum {string} */
                        status: "PENDING" | "PROCESSED" | "IGNORED" | "FAILED";
                        type: string;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getApiKeys: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the previous page. */
                cursor?: string;
                /** @description The number of items to return. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List API keys */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["ApiKey"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description When the key stops working. A day starts at 00:00 UTC. Defaults to never. */
                    expiresAt?: (string) | null;
                    name: string;
                    /** @description Defaults to `credits:read` and `credits:spend`; for a service key also `credits:refund`, `billing:read` and `billing:write`. */
                    scopes?: ("credits:read" | "credits:spend" | "credits:refund" | "billing:read" | "billing:write" | "admin:*" | "accounts:*")[];
                    /** @description Whether the key can act on any account. Admins only. */
                    service?: boolean;
                };
            };
        };
        responses: {
            /** @description Create an API key */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description RFC 3339, in UTC.
                         */
                        createdAt: string;
                        expiresAt: string | null;
                        id: string;
                        /** @description The secret. Shown only in this response. */
                        key: string;
                        /** @description Accurate to the minute. */
                        lastUsedAt: string | null;
                        name: string;
                        /** @description The part of the key that is not secret. */
                        prefix: string;
                        revokedAt: string | null;
                        scopes: ("credits:read" | "credits:spend" | "credits:refund" | "billing:read" | "billing:write" | "admin:*" | "accounts:*")[];
                        /** @description Whether the key can act on any account. */
                        service: boolean;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Confirm your identity first */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "reauthentication_required";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description The limit of API keys is reached */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_keys";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    deleteApiKeysById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoke an API key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postAuthToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    code?: string;
                    email: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Create a bearer token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Seconds until the token expires. */
                        expiresIn: number;
                        token: string;
                        /** @constant */
                        tokenType: "Bearer";
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Wrong email address or password; A two-step sign-in code is required; This code is wrong or was already used */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_credentials" | "second_factor_required" | "invalid_code";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getBillingHistory: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
                /** @description The `nextCursor` of the previous page. */
                cursor?: string;
                /** @description The number of items to return. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the billing history */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["BillingEvent"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getBillingInvoices: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
                /** @description The `nextCursor` of the previous page. */
                cursor?: string;
                /** @description The number of items to return. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List invoices */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Invoice"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getBillingPayments: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
                /** @description The `nextCursor` of the previous page. */
                cursor?: string;
                /** @description The number of items to return. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List payments */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Payment"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postBillingPortal: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /**
                     * Format: uri
                     * @description Where the customer comes back to, at one of the origins in `ALLOWED_ORIGINS`. After Checkout, `refill_checkout=success` or `refill_checkout=canceled` is added to it. Without it, they come back to this app, where they have to be signed in.
                     */
                    returnUrl?: string;
                };
            };
        };
        responses: {
            /** @description Create a customer portal session */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uri
                         * @description Redirect the customer's browser here.
                         */
                        url: string;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description The account has no billing history; This price is not available at the moment; Another change to this account is in progress; The customer no longer exists in Stripe; Payments are not set up correctly; Stripe rejected the request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "no_billing_account" | "price_unavailable" | "change_in_progress" | "customer_missing" | "billing_misconfigured" | "stripe_refused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description Stripe cannot be reached; The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "stripe_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    getBudgets: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List budgets */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Budget"][];
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postBudgets: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description Credits. 0 allows nothing. */
                    limit: number;
                    /** @enum {string} */
                    scope: "ACCOUNT" | "KEY" | "SUBJECT" | "RUN";
                    /** @description The length of a rolling window. */
                    seconds?: number;
                    /** @description The id of the key, the subject or the run. Left out, each is capped by itself. */
                    target?: string;
                    /** @enum {string} */
                    window: "DAY" | "WEEK" | "MONTH" | "ROLLING";
                };
            };
        };
        responses: {
            /** @description Create a budget */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Budget"];
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Too many budgets */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_budgets";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    deleteBudgetsById: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a budget */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Budget"];
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description A key cannot lift its own cap */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "budget_of_this_key";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description This is a limit of the plan */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "budget_of_plan";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    patchBudgetsById: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description Credits. 0 allows nothing. */
                    limit: number;
                };
            };
        };
        responses: {
            /** @description Change a budget */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Budget"];
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description A key cannot lift its own cap */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "budget_of_this_key";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description This is a limit of the plan */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "budget_of_plan";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getCredits: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get the balance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Balance"];
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getCreditsAutoTopup: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get auto top-up settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoTopup"];
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    putCreditsAutoTopup: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    enabled: boolean;
                    /** @description The most to spend in a calendar month (UTC), in the minor unit of the pack's currency. At least the price of the pack. */
                    monthlyCapCents: number;
                    /** @description A pack's id or key from GET /plans. */
                    pack: string;
                    /** @description Buy when fewer credits than this are available. */
                    threshold: number;
                };
            };
        };
        responses: {
            /** @description Update auto top-up settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoTopup"];
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description No such pack; Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unknown_pack" | "not_found";
                    };
                };
            };
            /** @description The account has no saved card; The customer no longer exists in Stripe; Payments are not set up correctly; Stripe rejected the request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "no_saved_card" | "customer_missing" | "billing_misconfigured" | "stripe_refused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description Stripe cannot be reached; The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "stripe_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    getCreditsCheck: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
                /** @description Credits, a whole number. */
                amount?: number;
                /** @description The key of a meter of the rate card. */
                meter?: string;
                /** @description What the meter counted: a number or a decimal string above 0, with at most 6 decimal places. */
                quantity?: string | number;
                /** @description The run that it is a step of, such as one of an agent. */
                run?: string;
                /** @description Who it is for within the account, such as the id of a member. */
                subject?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Check whether a spend would succeed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowed: boolean;
                        /** @description Credits, a whole number. */
                        available: number;
                        /** @description The budget that does not allow it, as of a spend by these credentials. */
                        budget?: {
                            id: string;
                            /** @description Credits, a whole number. */
                            limit: number;
                            /** @enum {string} */
                            scope: "ACCOUNT" | "KEY" | "SUBJECT" | "RUN";
                            seconds: number | null;
                            target: string | null;
                            /** @description Credits, a whole number. */
                            used: number;
                            /** @enum {string} */
                            window: "DAY" | "WEEK" | "MONTH" | "ROLLING";
                        };
                        /** @description When that budget allows it. */
                        freesAt?: string | null;
                        /** @description Credits, a whole number. */
                        required: number;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postCreditsCheckout: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description How many credits to buy of a pack with `volume`; without it, as many as the pack has. */
                    credits?: number;
                    /** @description A pack's id or key from GET /plans. */
                    pack: string;
                    /** @default 1 */
                    quantity?: number;
                    /**
                     * Format: uri
                     * @description Where the customer comes back to, at one of the origins in `ALLOWED_ORIGINS`. After Checkout, `refill_checkout=success` or `refill_checkout=canceled` is added to it. Without it, they come back to this app, where they have to be signed in.
                     */
                    returnUrl?: string;
                };
            };
        };
        responses: {
            /** @description Buy a pack through Stripe Checkout */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uri
                         * @description Redirect the customer's browser here.
                         */
                        url: string;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description The bank requires authentication */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "authentication_required";
                    };
                };
            };
            /** @description No such pack; Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unknown_pack" | "not_found";
                    };
                };
            };
            /** @description The balance would be too large; Another change to this account is in progress; This price is not available at the moment; The coupon or promotion code is not valid; The currency differs from earlier purchases; The amount is too small or too large to charge; The customer no longer exists in Stripe; Payments are not set up correctly; Stripe rejected the request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "balance_out_of_range" | "change_in_progress" | "price_unavailable" | "coupon_ended" | "currency_mismatch" | "amount_out_of_range" | "customer_missing" | "billing_misconfigured" | "stripe_refused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description Stripe cannot be reached; The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "stripe_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    postCreditsConsume: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: {
                /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description Credits, a whole number. */
                    amount?: number;
                    description?: string;
                    /** @description Whether the quantity was estimated instead of reported, such as after an aborted stream. */
                    estimated?: boolean;
                    /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                    idempotencyKey?: string;
                    /** @description Quantities of several meters, such as the input and output tokens of one call. They are added up before the price is rounded. */
                    items?: {
                        /** @description The key of a meter of the rate card. */
                        meter: string;
                        /** @description What the meter counted: a number or a decimal string above 0, with at most 6 decimal places. */
                        quantity: string | number;
                    }[];
                    /** @description A JSON object to store with the entry: at most 2048 bytes, 50 keys in total and 8 levels. */
                    metadata?: {
                        [key: string]: unknown;
                    };
                    /** @description The key of a meter of the rate card. */
                    meter?: string;
                    /** @description The model that does the work. */
                    model?: string;
                    /** @description Your project or feature that it is for. */
                    project?: string;
                    /** @description What the meter counted: a number or a decimal string above 0, with at most 6 decimal places. */
                    quantity?: string | number;
                    /** @description The run that it is a step of, such as one of an agent. */
                    run?: string;
                    /** @description Who it is for within the account, such as the id of a member. */
                    subject?: string;
                    /** @description Your own labels. */
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description Spend credits */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What can be spent at the time of this response, also for a replay. */
                        available: number;
                        /** @description The balance at the time of this response, also for a replay. Right after the entry it was `balanceAfter`. */
                        balance: number;
                        entry: components["schemas"]["Entry"];
                        /** @description Whether this is the result of an earlier request with the same idempotency key. */
                        replayed: boolean;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not enough credits; A budget does not allow this */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "insufficient_credits" | "budget_exceeded";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description This idempotency key was used for a different request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "idempotency_key_reused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postCreditsConsumeBatch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    items: {
                        account?: string;
                        /** @description Credits, a whole number. */
                        amount?: number;
                        description?: string;
                        /** @description Whether the quantity was estimated instead of reported, such as after an aborted stream. */
                        estimated?: boolean;
                        /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                        idempotencyKey?: string;
                        /** @description Quantities of several meters, such as the input and output tokens of one call. They are added up before the price is rounded. */
                        items?: {
                            /** @description The key of a meter of the rate card. */
                            meter: string;
                            /** @description What the meter counted: a number or a decimal string above 0, with at most 6 decimal places. */
                            quantity: string | number;
                        }[];
                        /** @description A JSON object to store with the entry: at most 2048 bytes, 50 keys in total and 8 levels. */
                        metadata?: {
                            [key: string]: unknown;
                        };
                        /** @description The key of a meter of the rate card. */
                        meter?: string;
                        /** @description The model that does the work. */
                        model?: string;
                        /** @description Your project or feature that it is for. */
                        project?: string;
                        /** @description What the meter counted: a number or a decimal string above 0, with at most 6 decimal places. */
                        quantity?: string | number;
                        /** @description The run that it is a step of, such as one of an agent. */
                        run?: string;
                        /** @description Who it is for within the account, such as the id of a member. */
                        subject?: string;
                        /** @description Your own labels. */
                        tags?: string[];
                    }[];
                };
            };
        };
        responses: {
            /** @description Spend credits in a batch */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        results: ({
                            /** @description What can be spent at the time of this response, also for a replay. */
                            available: number;
                            /** @description The balance at the time of this response, also for a replay. Right after the entry it was `balanceAfter`. */
                            balance: number;
                            entry: components["schemas"]["Entry"];
                            /** @description Whether this is the result of an earlier request with the same idempotency key. */
                            replayed: boolean;
                            /** @constant */
                            status: 200;
                        } | ({
                            code: string;
                            detail: string;
                            status: number;
                            title: string;
                        } & {
                            [key: string]: unknown;
                        }))[];
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postCreditsEstimate: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    items: {
                        /** @description The key of a meter of the rate card. */
                        meter: string;
                        /** @description What the meter counted: a number or a decimal string above 0, with at most 6 decimal places. */
                        quantity: string | number;
                    }[];
                };
            };
        };
        responses: {
            /** @description Estimate a cost */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            /** @description Credits, a whole number. */
                            credits: number;
                            meter: string;
                            /** @description A decimal string. */
                            quantity: string;
                            /** @description The version of the meter's rate. */
                            rateVersion: number;
                        }[];
                        /** @description Credits, a whole number. */
                        total: number;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getCreditsExplain: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Explain the balance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getCreditsHistory: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
                /** @description The `nextCursor` of the previous page. */
                cursor?: string;
                /** @description Only return entries from this time, or day in UTC, on. */
                from?: string;
                /** @description The number of items to return. */
                limit?: number;
                /** @description Only return entries before this time, or day in UTC. */
                to?: string;
                /** @description Only return entries of this type. */
                type?: "GRANT" | "USAGE" | "EXPIRY" | "RESET" | "CLAWBACK" | "REINSTATEMENT" | "REVERSAL" | "ADJUSTMENT";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List ledger entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Only on the last page, and only if spends of old months were archived: they are not listed, but they count in the balance. */
                        archived?: {
                            /**
                             * Format: date-time
                             * @description RFC 3339, in UTC.
                             */
                            before: string;
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            credits: number | string;
                            spends: number;
                        };
                        data: components["schemas"]["HistoryEntry"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postCreditsHolds: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: {
                /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description Credits, a whole number. */
                    amount?: number;
                    description?: string;
                    /** @description Whether the quantity was estimated instead of reported, such as after an aborted stream. */
                    estimated?: boolean;
                    /**
                     * @description Seconds until the hold expires and its credits are available again.
                     * @default 900
                     */
                    expiresInSeconds?: number;
                    /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                    idempotencyKey?: string;
                    /** @description Quantities of several meters, such as the input and output tokens of one call. They are added up before the price is rounded. */
                    items?: {
                        /** @description The key of a meter of the rate card. */
                        meter: string;
                        /** @description What the meter counted: a number or a decimal string above 0, with at most 6 decimal places. */
                        quantity: string | number;
                    }[];
                    /** @description A JSON object to store with the entry: at most 2048 bytes, 50 keys in total and 8 levels. */
                    metadata?: {
                        [key: string]: unknown;
                    };
                    /** @description The key of a meter of the rate card. */
                    meter?: string;
                    /** @description The model that does the work. */
                    model?: string;
                    /** @description Your project or feature that it is for. */
                    project?: string;
                    /** @description What the meter counted: a number or a decimal string above 0, with at most 6 decimal places. */
                    quantity?: string | number;
                    /** @description The run that it is a step of, such as one of an agent. */
                    run?: string;
                    /** @description Who it is for within the account, such as the id of a member. */
                    subject?: string;
                    /** @description Your own labels. */
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description Place a hold */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Credits, a whole number. */
                        amount: number;
                        /** @description What can be spent at the time of this response, also for a replay. */
                        available: number;
                        /** @description The balance at the time of this response, also for a replay. Right after the entry it was `balanceAfter`. */
                        balance: number;
                        /** @description The credits that were captured. */
                        captured: number;
                        closedAt: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, in UTC.
                         */
                        createdAt: string;
                        description: string;
                        /** @description Whether the quantity was estimated instead of reported. */
                        estimated: boolean;
                        /**
                         * Format: date-time
                         * @description When its credits become available again.
                         */
                        expiresAt: string;
                        id: string;
                        idempotencyKey: string | null;
                        metadata: {
                            [key: string]: unknown;
                        } | null;
                        model: string | null;
                        project: string | null;
                        /** @description Whether this is the result of an earlier request with the same idempotency key. */
                        replayed: boolean;
                        run: string | null;
                        /** @enum {string} */
                        status: "OPEN" | "CAPTURED" | "RELEASED" | "EXPIRED";
                        subject: string | null;
                        tags: string[];
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not enough credits; A budget does not allow this */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "insufficient_credits" | "budget_exceeded";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description This idempotency key was used for a different request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "idempotency_key_reused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getCreditsHoldsById: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a hold */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Hold"];
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postCreditsHoldsByIdCapture: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: {
                /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description Credits, a whole number. */
                    amount?: number;
                    description?: string;
                    /** @description Whether the quantity was estimated instead of reported, such as after an aborted stream. */
                    estimated?: boolean;
                    /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                    idempotencyKey?: string;
                    /** @description Quantities of several meters, such as the input and output tokens of one call. They are added up before the price is rounded. */
                    items?: {
                        /** @description The key of a meter of the rate card. */
                        meter: string;
                        /** @description What the meter counted: a number or a decimal string above 0, with at most 6 decimal places. */
                        quantity: string | number;
                    }[];
                    /** @description A JSON object to store with the entry: at most 2048 bytes, 50 keys in total and 8 levels. */
                    metadata?: {
                        [key: string]: unknown;
                    };
                    /** @description The key of a meter of the rate card. */
                    meter?: string;
                    /** @description The model that does the work. */
                    model?: string;
                    /** @description For service keys: the most that the account may owe after this capture, instead of what its plan allows. */
                    overdraftCredits?: number;
                    /** @description Your project or feature that it is for. */
                    project?: string;
                    /** @description What the meter counted: a number or a decimal string above 0, with at most 6 decimal places. */
                    quantity?: string | number;
                    /** @description The run that it is a step of, such as one of an agent. */
                    run?: string;
                    /** @description Who it is for within the account, such as the id of a member. */
                    subject?: string;
                    /** @description Your own labels. */
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description Capture a hold */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What can be spent at the time of this response, also for a replay. */
                        available: number;
                        /** @description The balance at the time of this response, also for a replay. Right after the entry it was `balanceAfter`. */
                        balance: number;
                        entry: components["schemas"]["Entry"];
                        /** @description How many of the captured credits are owed: the next credits pay them. */
                        overdraft: number;
                        /** @description Whether this is the result of an earlier request with the same idempotency key. */
                        replayed: boolean;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not enough credits; A budget does not allow this */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "insufficient_credits" | "budget_exceeded";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description This hold is no longer open; This idempotency key was used for a different request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hold_not_open" | "idempotency_key_reused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postCreditsHoldsByIdExtend: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description Credits, a whole number. */
                    amount?: number;
                    /** @description Seconds from now until the hold expires. */
                    expiresInSeconds?: number;
                    /** @description Quantities of several meters, such as the input and output tokens of one call. They are added up before the price is rounded. */
                    items?: {
                        /** @description The key of a meter of the rate card. */
                        meter: string;
                        /** @description What the meter counted: a number or a decimal string above 0, with at most 6 decimal places. */
                        quantity: string | number;
                    }[];
                    /** @description The key of a meter of the rate card. */
                    meter?: string;
                    /** @description What the meter counted: a number or a decimal string above 0, with at most 6 decimal places. */
                    quantity?: string | number;
                };
            };
        };
        responses: {
            /** @description Extend a hold */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Credits, a whole number. */
                        amount: number;
                        /** @description What can be spent at the time of this response, also for a replay. */
                        available: number;
                        /** @description The balance at the time of this response, also for a replay. Right after the entry it was `balanceAfter`. */
                        balance: number;
                        /** @description The credits that were captured. */
                        captured: number;
                        closedAt: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, in UTC.
                         */
                        createdAt: string;
                        description: string;
                        /** @description Whether the quantity was estimated instead of reported. */
                        estimated: boolean;
                        /**
                         * Format: date-time
                         * @description When its credits become available again.
                         */
                        expiresAt: string;
                        id: string;
                        idempotencyKey: string | null;
                        metadata: {
                            [key: string]: unknown;
                        } | null;
                        model: string | null;
                        project: string | null;
                        /** @description Whether this is the result of an earlier request with the same idempotency key. */
                        replayed: boolean;
                        run: string | null;
                        /** @enum {string} */
                        status: "OPEN" | "CAPTURED" | "RELEASED" | "EXPIRED";
                        subject: string | null;
                        tags: string[];
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not enough credits; A budget does not allow this */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "insufficient_credits" | "budget_exceeded";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description This hold is no longer open */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hold_not_open";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postCreditsHoldsByIdRelease: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Release a hold */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Credits, a whole number. */
                        amount: number;
                        /** @description What can be spent at the time of this response, also for a replay. */
                        available: number;
                        /** @description The balance at the time of this response, also for a replay. Right after the entry it was `balanceAfter`. */
                        balance: number;
                        /** @description The credits that were captured. */
                        captured: number;
                        closedAt: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, in UTC.
                         */
                        createdAt: string;
                        description: string;
                        /** @description Whether the quantity was estimated instead of reported. */
                        estimated: boolean;
                        /**
                         * Format: date-time
                         * @description When its credits become available again.
                         */
                        expiresAt: string;
                        id: string;
                        idempotencyKey: string | null;
                        metadata: {
                            [key: string]: unknown;
                        } | null;
                        model: string | null;
                        project: string | null;
                        /** @description Whether this is the result of an earlier request with the same idempotency key. */
                        replayed: boolean;
                        run: string | null;
                        /** @enum {string} */
                        status: "OPEN" | "CAPTURED" | "RELEASED" | "EXPIRED";
                        subject: string | null;
                        tags: string[];
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description This hold is no longer open */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "hold_not_open";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postCreditsPromoCodes: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    code: string;
                };
            };
        };
        responses: {
            /** @description Redeem a promo code */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Credits, a whole number. */
                        credits: number;
                        /** @description When the credits expire, if they do. */
                        expiresAt: string | null;
                        /** @description The id of the lot with the credits. */
                        lot: string;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description No such promo code; Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unknown_promo_code" | "not_found";
                    };
                };
            };
            /** @description This promo code is no longer valid; This account has already redeemed this code; The balance would be too large; The email address is not verified */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "promo_code_over" | "promo_code_redeemed" | "balance_out_of_range" | "email_not_verified";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postCreditsRefunds: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: {
                /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description Credits to refund. Defaults to all that is left of the spend. */
                    amount?: number;
                    /** @description The id of the spend's entry. */
                    entry?: string;
                    /** @description The idempotency key that the app or a service key sent with the spend. */
                    idempotencyKey?: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Refund a spend */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What can be spent at the time of this response, also for a replay. */
                        available: number;
                        /** @description The balance at the time of this response, also for a replay. Right after the entry it was `balanceAfter`. */
                        balance: number;
                        entry: components["schemas"]["Entry"];
                        /** @description Whether this is the result of an earlier request with the same idempotency key. */
                        replayed: boolean;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description The refund is larger than what is left of the spend; This spend is too old to refund; This entry is not a spend; The balance would be too large; This idempotency key was used for a different request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "exceeds_spend" | "refund_too_late" | "not_a_spend" | "balance_out_of_range" | "idempotency_key_reused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getCreditsRefusals: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List refused spends */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Refusal"][];
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    deleteCreditsRefusalsById: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Give up a refused spend */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Refusal"];
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postCreditsRefusalsByIdResume: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: {
                /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                    idempotencyKey?: string;
                };
            };
        };
        responses: {
            /** @description Resume a refused spend */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What can be spent at the time of this response, also for a replay. */
                        available: number;
                        /** @description The balance at the time of this response, also for a replay. Right after the entry it was `balanceAfter`. */
                        balance: number;
                        /** @description Whether the caller of this request does the work. */
                        claimed: boolean;
                        /** @description Of a spend. */
                        entry: components["schemas"]["Entry"] | null;
                        /** @description Of a hold, as it is now. */
                        hold: components["schemas"]["Hold"] | null;
                        refusal: components["schemas"]["Refusal"];
                        /** @description Whether this is the result of an earlier request with the same idempotency key. */
                        replayed: boolean;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not enough credits; A budget does not allow this */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "insufficient_credits" | "budget_exceeded";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description This idempotency key was used for a different request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "idempotency_key_reused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getCreditsStream: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stream the balance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many open streams for this account or address; Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_streams" | "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The server has reached its limit of open streams; The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "no_stream_free" | "database_unavailable";
                    };
                };
            };
        };
    };
    postCreditsTopup: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description How many credits to buy of a pack with `volume`; without it, as many as the pack has. */
                    credits?: number;
                    /** @description A pack's id or key from GET /plans. */
                    pack: string;
                    /**
                     * Format: uri
                     * @description Where the customer comes back to, at one of the origins in `ALLOWED_ORIGINS`. After Checkout, `refill_checkout=success` or `refill_checkout=canceled` is added to it. Without it, they come back to this app, where they have to be signed in.
                     */
                    returnUrl?: string;
                };
            };
        };
        responses: {
            /** @description Buy a pack with the saved card */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description For Stripe.js in the customer's browser (`handleNextAction`), if the bank requires authentication. */
                        clientSecret?: string;
                        /** @description The credits added, once the payment has succeeded. */
                        credits?: number;
                        payment: components["schemas"]["Payment"];
                        /** @description The bank's page, if it requires authentication. */
                        redirectUrl?: string;
                        /** @enum {string} */
                        status: "succeeded" | "requires_action" | "processing";
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description The card was declined; The bank requires authentication */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card_declined" | "authentication_required";
                    };
                };
            };
            /** @description No such pack; Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unknown_pack" | "not_found";
                    };
                };
            };
            /** @description The account has no saved card; The balance would be too large; This idempotency key was used for a different request; This price is not available at the moment; The coupon or promotion code is not valid; The currency differs from earlier purchases; The amount is too small or too large to charge; The customer no longer exists in Stripe; Payments are not set up correctly; Stripe rejected the request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "no_saved_card" | "balance_out_of_range" | "idempotency_key_reused" | "price_unavailable" | "coupon_ended" | "currency_mismatch" | "amount_out_of_range" | "customer_missing" | "billing_misconfigured" | "stripe_refused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description Stripe cannot be reached; The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "stripe_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    getCreditsTypicalCost: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
                /** @description The key of a meter of the rate card. */
                meter?: string;
                model?: string;
                project?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get what a spend usually costs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        atMost: number | null;
                        /** @description Whose spends were looked at; null if there are too few. */
                        basis: ("account" | "everyone") | null;
                        /** @description How many. */
                        spends: number;
                        typical: number | null;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getCustomers: {
        parameters: {
            query?: {
                /** @description The `nextCursor` of the previous page. */
                cursor?: string;
                /** @description The number of items to return. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List customers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Customer"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getCustomersByExternalId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own id for the customer. */
                externalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get a customer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Customer"];
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    putCustomersByExternalId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own id for the customer. */
                externalId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    email?: string | null;
                    name?: string | null;
                };
            };
        };
        responses: {
            /** @description Create or update a customer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The id of the account and of the user. */
                        account: string;
                        /** @description After the last entry. */
                        balance: number;
                        /** @description Whether this request created the customer. */
                        created: boolean;
                        /**
                         * Format: date-time
                         * @description RFC 3339, in UTC.
                         */
                        createdAt: string;
                        /** @description Credits, a whole number. */
                        debt: number;
                        email: string | null;
                        externalId: string;
                        name: string | null;
                        /** @description The key of the current plan. */
                        plan: string | null;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Another account has this email address; This customer signs in here */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "email_taken" | "customer_signs_in";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    deleteCustomersByExternalId: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own id for the customer. */
                externalId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Delete a customer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        deleted: true;
                        externalId: string;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description This customer signs in here */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "customer_signs_in";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postCustomersByExternalIdSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Your own id for the customer. */
                externalId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description What the browser may do, at most what the service key may. Defaults to `credits:read` and `billing:read`. Add `billing:write` to let the customer buy; with `credits:spend`, anyone with the customer's browser can spend their credits. */
                    scopes?: ("credits:read" | "credits:spend" | "billing:read" | "billing:write")[];
                };
            };
        };
        responses: {
            /** @description Create a token for a customer's browser */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description The id of the customer's account. */
                        account: string;
                        /**
                         * Format: date-time
                         * @description RFC 3339, in UTC.
                         */
                        expiresAt: string;
                        scopes: ("credits:read" | "credits:spend" | "billing:read" | "billing:write")[];
                        token: string;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description This customer signs in here */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "customer_signs_in";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getEntitlements: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List entitlements */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Entitlement"][];
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getEntitlementsByFeature: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
                /** @description How many more. */
                quantity?: number;
                /** @description Of a set, the value to use, such as a model. */
                value?: string;
            };
            header?: never;
            path: {
                feature: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Check an entitlement */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entitlement"];
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postEntitlementsByFeatureRelease: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: {
                /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                "Idempotency-Key"?: string;
            };
            path: {
                feature: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                    idempotencyKey?: string;
                    /** @default 1 */
                    quantity?: number;
                };
            };
        };
        responses: {
            /** @description Release a use */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description This idempotency key was used for a different request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "idempotency_key_reused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postEntitlementsByFeatureUse: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: {
                /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                "Idempotency-Key"?: string;
            };
            path: {
                feature: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                    idempotencyKey?: string;
                    /** @default 1 */
                    quantity?: number;
                };
            };
        };
        responses: {
            /** @description Use a feature */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description The plan's limit is reached */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "limit_reached";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description This idempotency key was used for a different request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "idempotency_key_reused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getOpenapiJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get the OpenAPI document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        openapi: "3.1.0";
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getPlans: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List plans, packs and rates */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Plan"][];
                        meters: {
                            /** @description Credits per `perUnits` units. */
                            credits: number;
                            description: string;
                            key: string;
                            /** @description The minimum credits per spend. */
                            minimumCredits: number;
                            name: string;
                            perUnits: number;
                            /**
                             * @description How each spend is rounded to whole credits. `NEAREST` rounds halves up.
                             * @enum {string}
                             */
                            rounding: "UP" | "NEAREST" | "DOWN";
                            /** @description The unit that it counts, in the singular. */
                            unit: string;
                            /** @description The version of the rate. Entries record it as `rateVersion`. */
                            version: number;
                        }[];
                        nextCursor: string | null;
                        packs: components["schemas"]["Pack"][];
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getReferral: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get the referral link */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Referral"];
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    getSubscription: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get the subscription */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Subscription"];
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postSubscription: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description The id of a payment method in Stripe. */
                    paymentMethod: string;
                    /** @description A price's id or lookup key from GET /plans, or its id in Stripe. */
                    price: string;
                    /**
                     * @description `none` skips the trial of the plan and charges immediately.
                     * @default offered
                     * @enum {string}
                     */
                    trial?: "offered" | "none";
                };
            };
        };
        responses: {
            /** @description Subscribe with a payment method */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description For Stripe.js in the customer's browser (`handleNextAction`), if the bank requires authentication. */
                        clientSecret?: string;
                        /** @enum {string} */
                        status: "active" | "trialing" | "incomplete";
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description The card was declined; The bank requires authentication */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card_declined" | "authentication_required";
                    };
                };
            };
            /** @description No such price; Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unknown_price" | "not_found";
                    };
                };
            };
            /** @description The account already has a paid subscription; This payment method is not eligible for a free trial; Another change to this account is in progress; The email address is not verified; This idempotency key was used for a different request; This price is not available at the moment; The coupon or promotion code is not valid; The currency differs from earlier purchases; The amount is too small or too large to charge; The customer no longer exists in Stripe; Payments are not set up correctly; Stripe rejected the request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "already_subscribed" | "trial_refused" | "change_in_progress" | "email_not_verified" | "idempotency_key_reused" | "price_unavailable" | "coupon_ended" | "currency_mismatch" | "amount_out_of_range" | "customer_missing" | "billing_misconfigured" | "stripe_refused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description Stripe cannot be reached; The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "stripe_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    postSubscriptionCancel: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @enum {string} */
                    when: "period_end" | "now";
                };
            };
        };
        responses: {
            /** @description Cancel the subscription */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description RFC 3339, in UTC.
                         */
                        endsAt: string;
                        /** @enum {string} */
                        status: "scheduled" | "ended";
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description The account has no paid subscription; Plans cannot be canceled immediately; Another change to this account is in progress; The customer no longer exists in Stripe; Payments are not set up correctly; Stripe rejected the request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_subscribed" | "cancel_now_not_allowed" | "change_in_progress" | "customer_missing" | "billing_misconfigured" | "stripe_refused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description Stripe cannot be reached; The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "stripe_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    postSubscriptionChange: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description A price's id or lookup key from GET /plans, or its id in Stripe. */
                    price: string;
                    /**
                     * Format: date-time
                     * @description The `prorationDate` of the preview.
                     */
                    prorationDate?: string;
                };
            };
        };
        responses: {
            /** @description Change the plan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description When a scheduled change takes effect.
                         */
                        at?: string;
                        /** @description For Stripe.js in the customer's browser (`handleNextAction`), if the bank requires authentication. */
                        clientSecret?: string;
                        /** @description The page where the customer can pay and authenticate the payment. */
                        invoiceUrl?: string;
                        /** @enum {string} */
                        status: "changed" | "scheduled" | "requires_action" | "processing";
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description The card was declined; The bank requires authentication */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "card_declined" | "authentication_required";
                    };
                };
            };
            /** @description No such price; Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unknown_price" | "not_found";
                    };
                };
            };
            /** @description The account has no paid subscription; The subscription already has this price; The terms of the plan change; The subscription is set to cancel; The latest invoice is unpaid; The subscription is not charged automatically; The preview has expired; The account has no saved card; Another change to this account is in progress; This price is not available at the moment; The coupon or promotion code is not valid; The currency differs from earlier purchases; The amount is too small or too large to charge; The customer no longer exists in Stripe; Payments are not set up correctly; Stripe rejected the request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_subscribed" | "same_price" | "terms_change" | "cancellation_scheduled" | "payment_overdue" | "collection_by_hand" | "preview_expired" | "no_saved_card" | "change_in_progress" | "price_unavailable" | "coupon_ended" | "currency_mismatch" | "amount_out_of_range" | "customer_missing" | "billing_misconfigured" | "stripe_refused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description Stripe cannot be reached; The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "stripe_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    postSubscriptionCheckout: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description A price's id or lookup key from GET /plans, or its id in Stripe. */
                    price: string;
                    /**
                     * Format: uri
                     * @description Where the customer comes back to, at one of the origins in `ALLOWED_ORIGINS`. After Checkout, `refill_checkout=success` or `refill_checkout=canceled` is added to it. Without it, they come back to this app, where they have to be signed in.
                     */
                    returnUrl?: string;
                };
            };
        };
        responses: {
            /** @description Subscribe through Stripe Checkout */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uri
                         * @description Redirect the customer's browser here.
                         */
                        url: string;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description The bank requires authentication */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "authentication_required";
                    };
                };
            };
            /** @description No such price; Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unknown_price" | "not_found";
                    };
                };
            };
            /** @description The account already has a paid subscription; The email address is not verified; Another change to this account is in progress; This price is not available at the moment; The coupon or promotion code is not valid; The currency differs from earlier purchases; The amount is too small or too large to charge; The customer no longer exists in Stripe; Payments are not set up correctly; Stripe rejected the request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "already_subscribed" | "email_not_verified" | "change_in_progress" | "price_unavailable" | "coupon_ended" | "currency_mismatch" | "amount_out_of_range" | "customer_missing" | "billing_misconfigured" | "stripe_refused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description Stripe cannot be reached; The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "stripe_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    postSubscriptionPreview: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description A price's id or lookup key from GET /plans, or its id in Stripe. */
                    price: string;
                };
            };
        };
        responses: {
            /** @description Preview a plan change */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangePreview"];
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description The bank requires authentication */
            402: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "authentication_required";
                    };
                };
            };
            /** @description No such price; Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unknown_price" | "not_found";
                    };
                };
            };
            /** @description The account has no paid subscription; The subscription already has this price; The terms of the plan change; The subscription is set to cancel; The latest invoice is unpaid; The subscription is not charged automatically; This price is not available at the moment; The coupon or promotion code is not valid; The currency differs from earlier purchases; The amount is too small or too large to charge; The customer no longer exists in Stripe; Payments are not set up correctly; Stripe rejected the request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_subscribed" | "same_price" | "terms_change" | "cancellation_scheduled" | "payment_overdue" | "collection_by_hand" | "price_unavailable" | "coupon_ended" | "currency_mismatch" | "amount_out_of_range" | "customer_missing" | "billing_misconfigured" | "stripe_refused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description Stripe cannot be reached; The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "stripe_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    postSubscriptionResume: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Resume the subscription */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        invoiceUrl?: string;
                        /** @enum {string} */
                        status: "resumed" | "payment_due";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description The account has no paid subscription; Another change to this account is in progress; The customer no longer exists in Stripe; Payments are not set up correctly; Stripe rejected the request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_subscribed" | "change_in_progress" | "customer_missing" | "billing_misconfigured" | "stripe_refused";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description Stripe cannot be reached; The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "stripe_unavailable" | "database_unavailable";
                    };
                };
            };
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
                /** @description The first day, or time. */
                from?: string;
                /** @description Of `day`, `meter`, `subject`, `model`, `project`, `run`, `tag`, separated by commas. */
                groupBy?: string;
                /** @description Only what was spent on this meter. */
                meter?: string;
                /** @description Only spends of this model. */
                model?: string;
                /** @description Only spends for this project. */
                project?: string;
                /** @description Only spends of this run. */
                run?: string;
                /** @description Only spends for this subject. */
                subject?: string;
                /** @description Only spends with this tag, among others. */
                tag?: string;
                /** @description The IANA time zone in which days begin. Case-sensitive. */
                timezone?: string;
                /** @description The day, or time, before which the range ends. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get usage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        byMeter?: {
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            credits: number | string;
                            meter: string | null;
                        }[];
                        byModel?: {
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            credits: number | string;
                            model: string | null;
                        }[];
                        byProject?: {
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            credits: number | string;
                            project: string | null;
                        }[];
                        byRun?: {
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            credits: number | string;
                            run: string | null;
                        }[];
                        bySubject?: {
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            credits: number | string;
                            subject: string | null;
                        }[];
                        /** @description A spend with several tags counts for each of them. */
                        byTag?: {
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            credits: number | string;
                            tag: string | null;
                        }[];
                        daily?: {
                            /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                            credits: number | string;
                            /** Format: date */
                            date: string;
                        }[];
                        forecast: {
                            /** @description When the last credits are spent or expire, at the pace of the last 14 days; null if they do not, or if a refill comes first. */
                            runsOutAt: string | null;
                        };
                        /** @description What was used in the range with own keys at the provider, by meter. It cost no credits. */
                        ownKey: {
                            meter: string;
                            /** @description A decimal string. */
                            quantity: string;
                            /** @description How many calls counted it. */
                            uses: number | string;
                        }[];
                        /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                        thisMonth: number | string;
                        /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                        today: number | string;
                        /** @description Credits, a whole number; a decimal string if larger than 2^53 - 1. */
                        total: number | string;
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
    postUsage: {
        parameters: {
            query?: {
                /** @description For service keys: the account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: {
                /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: the account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description Makes a request safe to retry: requests with the same key are processed once. Keys are unique per account. The account's owner and service keys have separate sets. */
                    idempotencyKey?: string;
                    /** @description Quantities of several meters, such as the input and output tokens of one call. They are added up before the price is rounded. */
                    items: {
                        /** @description The key of a meter of the rate card. */
                        meter: string;
                        /** @description What the meter counted: a number or a decimal string above 0, with at most 6 decimal places. */
                        quantity: string | number;
                    }[];
                    /** @description The model that does the work. */
                    model?: string;
                    /** @description Your project or feature that it is for. */
                    project?: string;
                    /** @description The run that it is a step of, such as one of an agent. */
                    run?: string;
                    /** @description Who it is for within the account, such as the id of a member. */
                    subject?: string;
                    /** @description Your own labels. */
                    tags?: string[];
                };
            };
        };
        responses: {
            /** @description Count use with an own key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: {
                            meter: string;
                            /** @description A decimal string. */
                            quantity: string;
                        }[];
                        replayed: boolean;
                        /**
                         * Format: date-time
                         * @description RFC 3339, in UTC.
                         */
                        usedAt: string;
                    };
                };
            };
            /** @description The request could not be read */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "malformed_request";
                    };
                };
            };
            /** @description Missing or invalid credentials; Session cookies are not accepted from other sites */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unauthorized" | "untrusted_origin";
                    };
                };
            };
            /** @description Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                    };
                };
            };
            /** @description This idempotency key was used for a different request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "idempotency_key_reused";
                    };
                };
            };
            /** @description The request body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "payload_too_large";
                    };
                };
            };
            /** @description Some fields are not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "validation_failed";
                    };
                };
            };
            /** @description Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "rate_limited";
                    };
                };
            };
            /** @description Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal_error";
                    };
                };
            };
            /** @description The database cannot be reached */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "database_unavailable";
                    };
                };
            };
        };
    };
}

/** Where a POST may name an idempotency key in the header Idempotency-Key. */
export const keyedPaths: readonly string[] = [
  "/api/v1/admin/accounts/{id}/adjustments",
  "/api/v1/admin/payments/{id}/refunds",
  "/api/v1/credits/consume",
  "/api/v1/credits/holds",
  "/api/v1/credits/holds/{id}/capture",
  "/api/v1/credits/refunds",
  "/api/v1/credits/refusals/{id}/resume",
  "/api/v1/entitlements/{feature}/release",
  "/api/v1/entitlements/{feature}/use",
  "/api/v1/usage",
];
