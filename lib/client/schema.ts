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
         * @description Everything on record about the caller as a zip of JSON and CSV files, which README.txt in it lists. Hashes and secrets are left out. At most 5 an hour.
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
         * @description Notes the id by which your app knows an account, so that you can name it by that in `account` everywhere. Takes a service key. Each external id belongs to one account; `null` removes it.
         */
        patch: operations["patchAccountsByAccount"];
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
         * @description The caller's own, newest first, revoked ones too. Keys cannot see keys.
         */
        get: operations["getApiKeys"];
        put?: never;
        /**
         * Make an API key
         * @description The answer's `key` is shown this once. Keys cannot make keys. A service key (`service`, or the scope `accounts:*`) acts for any account and is made by admins only; no other key can have `credits:refund`. It takes a session or token whose owner signed in or confirmed who they are within the last ten minutes.
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
         * @description It stops working in every process within a second, and for good.
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
         * Get a bearer token
         * @description Exchanges an email address and a password for a token that is good for 15 minutes. An account with two-step sign-in takes a `code` as well: one of the authenticator app, or a recovery code; each works once.
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
         * @description What happened to the subscription and its money, newest first.
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
         * @description The subscription's invoices that there was something to pay of, newest first, with their pages and PDFs.
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
        /** Open the customer portal */
        post: operations["postBillingPortal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
         * @description The balance at this moment, split into held, available and debt, with the lots it is made of.
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
         * Get the auto top-up
         * @description The rule by which a pack is bought when credits run low, and how it stands.
         */
        get: operations["getCreditsAutoTopup"];
        /**
         * Set the auto top-up
         * @description When fewer than `threshold` credits are available, the pack is bought with the saved card: one payment at a time, five minutes apart at least, and for at most `monthlyCapCents` in a calendar month (UTC). Three declines in a row switch it off, as does a bank that wants to ask; a mail says so. Setting it forgets former declines.
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
         * Ask whether a spend would succeed
         * @description Of an `amount`, or of a `quantity` of a `meter`. Spends nothing and keeps nothing: somebody else may spend first. To be sure, place a hold.
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
         * @description Takes credits if there are enough, in one step: many callers at once never overspend. Say how many by `amount`, or by `meter` and `quantity`: then the rate card of this moment says. With an idempotency key (header `Idempotency-Key` or the field) a repeated request takes nothing and gets the first answer's `entry` with `replayed: true`; `balance` and `available` are always those of this moment.
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
         * Spend credits many times
         * @description Each item stands for itself, as /credits/consume would take it: one that is refused spoils no other. Results are in the order of the items; items of one account are done in that order. Give each item an idempotency key, and the whole batch may be sent again.
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
         * @description What quantities would cost by the rate card of this moment, each rounded as a spend of its own. It spends nothing and is about no account; the rates themselves are in `meters` of GET /plans.
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
         * @description How the balance came about, from the ledger's entries alone: by type, by lot with the entries behind it, and what is owed. Costs as much as the account has entries.
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
         * @description Every change of the balance, newest first. `from` is inclusive, `to` exclusive.
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
         * @description Sets credits aside for a spend whose size is not known yet. They are not available meanwhile, and neither expire nor reset. With `meter` and `quantity` it sets aside what they cost now; the capture says what was counted in the end. A key that a spend has used is refused; a replay shows the hold as it is now.
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
         * @description Spends what is held: all of it, a part, or up to 10 times as much when it is available. Up to the held amount it always succeeds. What it does not take is free again. With `meter` and `quantity` it takes what they cost now. A hold is captured by whoever placed it, or with `credits:refund`.
         */
        post: operations["postCreditsHoldsByIdCapture"];
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
         * @description Ends it without a spend. Releasing it again changes nothing. A hold is released by whoever placed it, or with `credits:refund`.
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
         * Redeem a code for credits
         * @description Once for each account. Case and blanks do not matter. The account's email address must be verified. Codes that come to nothing are limited to a few an hour for each account.
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
         * Give a spend back
         * @description Wholly or in part, within 24 hours, to the lots it came from; all refunds of a spend give back at most what it took. What came from a lot that has ended since comes as a lot of kind RETURN that lasts at most seven days. Name the spend by `entry`, or by the `idempotencyKey` that the app or a service key made it with (a key which the account's owner sent is another); the refund's own key is the header `Idempotency-Key`. It takes `credits:refund`, so a service key: nobody gives themselves back what they were charged.
         */
        post: operations["postCreditsRefunds"];
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
         * Follow the balance
         * @description Server-sent events, for `EventSource` and its like. An event `balance` comes at once and after each change, within a second; its data is what `GET /api/v1/credits` answers. Many changes at once come as one.
         *
         *     Every event is whole: after a lost connection just connect again. Comments come every 15 seconds while nothing changes. The stream ends when its credentials do: a key is revoked, a user locked, a session or token past its time.
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
         * @description Charges the card that was saved last, or made the default in the portal. Send an `Idempotency-Key` header: the same key gives the same payment, never two charges. `requires_action` means that the bank wants to ask the buyer: confirm with the `clientSecret` in the browser, or send the person to `/billing/confirm/<payment id>`. Credits are there when the status is `succeeded`.
         */
        post: operations["postCreditsTopup"];
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
         * List the plan's limits
         * @description Every feature that plans limit, with what this plan allows and what is used. The paid plan counts while it is paid for, its grace included; else the free plan.
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
         * Ask whether one more is allowed
         * @description Or `quantity` more. Counts nothing: somebody else may be first. To be sure, use it.
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
         * Give a use back
         * @description When a workflow was deleted or an export failed. Never below zero; of what is counted by window, only in the window that runs. Its idempotency key is its own, not that of the use. It takes `credits:refund`, so a service key: who could give back what the app counted of them would have no limit.
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
         * @description Counts a use if the plan allows it, all of `quantity` or nothing: many callers at once never pass the limit. With an idempotency key (header `Idempotency-Key` or the field) a repeated request counts nothing and gets the first answer with `replayed: true`, its figures included. Past the limit it is 402 `limit_reached` with `limit` and `used`, which is not remembered.
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
         * Get this document
         * @description The whole API as OpenAPI 3.1.
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
         * @description Everything that is sold now: plans in `data` with their prices, features and limits, packs in `packs`; and in `meters` the rate card, by which a quantity becomes credits: quantity x `credits` / `perUnits`, rounded once, and at least `minimumCredits`.
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
         * @description Someone who signs up by the link is referred. With their first paid invoice of a plan both get credits; what is refunded of it is taken back of both in proportion. Each card brings one reward, and none when it is the referrer's own. The code is made at the first call; it counts once its owner's email address is verified.
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
         * @description The plan the caller is on now, free or paid.
         */
        get: operations["getSubscription"];
        put?: never;
        /**
         * Subscribe with a payment method
         * @description Attaches the payment method (made with Stripe.js), makes it the default, and charges the first payment. `incomplete` with a `clientSecret` means that the bank wants to ask the buyer: confirm with it in the browser. A card that is declined leaves no subscription behind. A plan with trial days begins with a trial, once for each person and each card: a card that has had one is refused with `trial_refused` and nothing is charged. The same `Idempotency-Key` header gives the same subscription.
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
         * Cancel the plan
         * @description At the end of the period, keeping its credits until then, or now: then the plan's credits end at once and no money is given back. Packs stay either way. A scheduled change falls away. Asked twice, the answer is the same.
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
         * @description More credits a month, or a year instead of months: at once (`changed`), charged for the rest of the period, and only made if that is paid. Fewer, or months instead of a year: at the end of the period (`scheduled`). `requires_action` means that the bank wants to ask: confirm with the `clientSecret` in the browser, or send the person to `invoiceUrl`; the change is made once that is done, within 23 hours. The price it is at already takes a scheduled change back. During a trial nothing is charged.
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
         * Preview a change of plan
         * @description What `POST /subscription/change` with the same price would do: the money as Stripe reckons it, and the credits. Nothing is changed. Send its `prorationDate` along within half an hour, and exactly `amountDueCents` is charged.
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
         * Resume the plan
         * @description Takes a cancellation back while the period runs. A paused plan goes on with a new period: `payment_due` means once its invoice is paid. A plan that is not to end stays as it is.
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
         * Get the usage
         * @description What was spent, less what was given back, by calendar days of `timezone`. `from` is inclusive, `to` exclusive, at most 366 days; without them `daily` and `byMeter` are of the last 30 days and `total` is of all time. `groupBy` leaves out what it does not name.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
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
        /** @description A key as it is listed: never its secret. */
        ApiKey: {
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             */
            createdAt: string;
            expiresAt: string | null;
            id: string;
            /** @description To the minute. */
            lastUsedAt: string | null;
            name: string;
            /** @description The part of the key that may be shown. */
            prefix: string;
            revokedAt: string | null;
            scopes: ("credits:read" | "credits:spend" | "credits:refund" | "billing:read" | "billing:write" | "admin:*" | "accounts:*")[];
            /** @description Acts for any account. */
            service: boolean;
        };
        /** @description The rule by which a pack is bought when credits run low. */
        AutoTopup: {
            card: {
                brand: string;
                last4: string | null;
            } | null;
            /** @description Of the cap and of what was spent; null when never set. */
            currency: string | null;
            enabled: boolean;
            /** @description A payment is on its way. */
            inFlight: boolean;
            monthlyCapCents: number | null;
            /** @description It buys nothing before. */
            nextAttemptAt: string | null;
            /** @description The key of the pack it buys. */
            pack: string | null;
            /** @description What it cost in this calendar month, UTC. */
            spentThisMonthCents: number;
            /** @description Why it switched itself off; with `cap_reached` it waits for the next month. */
            stoppedReason: ("declined" | "action_required" | "no_card" | "pack_gone" | "cap_reached") | null;
            /** @description Available credits below which it buys; null when never set. */
            threshold: number | null;
        };
        /** @description What an account has, at one moment. */
        Balance: {
            account: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             */
            asOf: string;
            /** @description What may be spent now. */
            available: number;
            /** @description What the entries add up to; negative only after a claw-back. */
            balance: number;
            /** @description Owed; the next credits pay it. */
            debt: number;
            /** @description Set aside by open holds. */
            held: number;
            lots: {
                /** @description Credits, a whole number. */
                amount: number;
                expiresAt: string | null;
                frozen: boolean;
                id: string;
                /** @enum {string} */
                kind: "PLAN" | "PACK" | "PROMO" | "REFERRAL" | "ADJUSTMENT" | "RETURN";
                /** @description Lower is spent first. */
                priority: number;
                /** @description Credits, a whole number. */
                remaining: number;
            }[];
            nextRefill: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC.
                 */
                at: string;
                /** @description Credits, a whole number. */
                credits: number;
            } | null;
        };
        /** @description A line of the billing history. */
        BillingEvent: {
            amountCents: number | null;
            credits: number | null;
            currency: string | null;
            description: string;
            id: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             */
            occurredAt: string;
            payment: string | null;
            type: string;
        };
        /** @description What a change of plan comes to. */
        ChangePreview: {
            /** @description Charged at once; less than nothing is credited to later invoices. */
            amountDueCents: number;
            /**
             * Format: date-time
             * @description When it would take effect.
             */
            at: string;
            /** @description By how much the plan's credits change at once; less than nothing when a used month is cut short. */
            creditsNow: number;
            /** @description ISO 4217, lower case. */
            currency: string;
            /** @enum {string} */
            effective: "now" | "period_end";
            /**
             * @description `same` takes back the change that was scheduled.
             * @enum {string}
             */
            kind: "upgrade" | "downgrade" | "interval" | "same";
            lines: {
                /** @description In the currency's minor unit, as Stripe counts: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                amountCents: number;
                description: string;
            }[];
            /** @description What the refill of a whole month gives. */
            monthlyCredits: number;
            /** @description The first whole invoice after the change. */
            nextInvoice: {
                /** @description In the currency's minor unit, as Stripe counts: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                amountCents: number;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC.
                 */
                at: string;
            };
            nextRefill: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC.
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
                /** @description In the currency's minor unit, as Stripe counts: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                amountCents: number;
                /** @description ISO 4217, lower case. */
                currency: string;
                id: string;
                /** @enum {string} */
                interval: "MONTH" | "YEAR";
            };
            /** @description Send it with the change and exactly this is charged. */
            prorationDate: string | null;
            /** @description The quantity that is charged. The credits of `plan` and the amount of `price` are for one. */
            quantity: number;
        };
        /** @description What stands when a use has been counted or given back. */
        Count: {
            feature: string;
            /** @description Null is unlimited; 0 is not part of the plan. */
            limit: number | null;
            /** @description Null is unlimited; never below 0. */
            remaining: number | null;
            replayed: boolean;
            used: number;
        };
        /** @description What a plan allows of a feature, and what is used of it. */
        Entitlement: {
            /** @description Whether as much more as was asked for is allowed: one, unless told. */
            allowed: boolean;
            feature: string;
            /** @description Null is unlimited; 0 is not part of the plan. */
            limit: number | null;
            name: string;
            /**
             * @description Counted anew in each refill window, or as it stands.
             * @enum {string}
             */
            per: "window" | "standing";
            /** @description Null is unlimited; never below 0. */
            remaining: number | null;
            /** @description When counting begins anew, if it does. */
            resetsAt: string | null;
            used: number;
        };
        /** @description One change of a balance; entries are never edited. */
        Entry: {
            /** @description Which lots gave (negative) or got how much, and what went to or from debt. */
            allocations: ({
                /** @description Credits, a whole number. */
                amount: number;
                lot: string;
            } | {
                /** @description Credits, a whole number. */
                debt: number;
            })[];
            /** @description What the balance changed by: negative when spent. */
            amount: number;
            /** @description Credits, a whole number. */
            balanceAfter: number;
            /** @description Credits, a whole number. */
            balanceBefore: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             */
            createdAt: string;
            description: string;
            hold: string | null;
            id: string;
            idempotencyKey: string | null;
            metadata: {
                [key: string]: unknown;
            } | null;
            meter: string | null;
            payment: string | null;
            /** @description Decimal text. */
            quantity: string | null;
            /** @description Which version of the meter's rate made credits of it. */
            rateVersion: number | null;
            /** @description Counts the account's entries, from 1, without gaps. */
            seq: number;
            /** @enum {string} */
            type: "GRANT" | "USAGE" | "EXPIRY" | "RESET" | "CLAWBACK" | "REINSTATEMENT" | "REVERSAL" | "ADJUSTMENT";
        };
        /** @description How a balance came about. */
        Explanation: {
            account: string;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             */
            asOf: string;
            /** @description Credits, a whole number. */
            balance: number;
            /** @description The movements add up to what is owed, below zero. */
            byDebt: components["schemas"]["Movement"][];
            /** @description At most 100, open ones first, then the newest; a lot's movements add up to what remains of it. */
            byLot: {
                lot: {
                    /** @description Credits, a whole number. */
                    amount: number;
                    /**
                     * Format: date-time
                     * @description RFC 3339, UTC.
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
                /** @description Credits, a whole number; as decimal text if it is beyond 2^53 - 1. */
                amount: number | string;
                entryCount: number;
                /** @enum {string} */
                type: "GRANT" | "USAGE" | "EXPIRY" | "RESET" | "CLAWBACK" | "REINSTATEMENT" | "REVERSAL" | "ADJUSTMENT";
            }[];
            /** @description Credits, a whole number. */
            debt: number;
            /** @description All other lots together; the movements add up to what remains of them. */
            otherLots: {
                count: number;
                movements: components["schemas"]["Movement"][];
                /** @description Credits, a whole number. */
                remaining: number;
            };
        };
        /** @description Credits set aside for a spend that is under way. */
        Hold: {
            /** @description Credits, a whole number. */
            amount: number;
            /** @description What the capture took. */
            captured: number;
            closedAt: string | null;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             */
            createdAt: string;
            description: string;
            /**
             * Format: date-time
             * @description From then on its credits are free again.
             */
            expiresAt: string;
            id: string;
            idempotencyKey: string | null;
            metadata: {
                [key: string]: unknown;
            } | null;
            /** @enum {string} */
            status: "OPEN" | "CAPTURED" | "RELEASED" | "EXPIRED";
        };
        /** @description An invoice of a subscription. */
        Invoice: {
            /** @description In the currency's minor unit, as Stripe counts: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
            amountCents: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             */
            createdAt: string;
            /** @description ISO 4217, lower case. */
            currency: string;
            description: string;
            /** @description When a sent invoice is due; null for one that is charged automatically. */
            dueAt: string | null;
            /** @description Stripe's. */
            id: string;
            number: string | null;
            paidAt: string | null;
            payment: string;
            pdfUrl: string | null;
            /** @enum {string} */
            status: "OPEN" | "PAID" | "VOID";
            /** @description Its page, where an open one can be paid; null when it is void. */
            url: string | null;
        };
        /** @description What entries of one type moved. */
        Movement: {
            /** @description Credits, a whole number; as decimal text if it is beyond 2^53 - 1. */
            amount: number | string;
            /** @description The entries behind it, newest first, the latest few; `amount` is each one's part here. */
            entries: {
                /** @description Credits, a whole number. */
                amount: number;
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC.
                 */
                createdAt: string;
                id: string;
            }[];
            entryCount: number;
            /** @enum {string} */
            type: "GRANT" | "USAGE" | "EXPIRY" | "RESET" | "CLAWBACK" | "REINSTATEMENT" | "REVERSAL" | "ADJUSTMENT";
        };
        /** @description Credits that are bought once. */
        Pack: {
            /** @description In the currency's minor unit, as Stripe counts: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
            amountCents: number;
            /** @description Credits, a whole number. */
            bonusCredits: number;
            /** @description Credits, a whole number. */
            credits: number;
            /** @description ISO 4217, lower case. */
            currency: string;
            description: string;
            id: string;
            key: string;
            name: string;
        };
        /** @description Money that was asked for. */
        Payment: {
            /** @description The amount paid; before payment, the amount due. */
            amountCents: number;
            /** @description What the customer's balance at Stripe paid of the invoice. */
            balanceCents: number;
            /**
             * Format: date-time
             * @description RFC 3339, UTC.
             */
            createdAt: string;
            /** @description Given back by credit notes in other ways than refunds. */
            creditedCents: number;
            /** @description ISO 4217, lower case. */
            currency: string;
            description: string;
            failureMessage: string | null;
            id: string;
            invoice: {
                number: string | null;
                pdfUrl: string | null;
                url: string | null;
            };
            /** @description The invoice's total; null for a payment without an invoice. */
            invoicedCents: number | null;
            /** @enum {string} */
            kind: "SUBSCRIPTION" | "PACK";
            method: {
                brand: string;
                last4: string | null;
            } | null;
            paidAt: string | null;
            receiptUrl: string | null;
            /** @description In the currency's minor unit, as Stripe counts: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
            refundedCents: number;
            /** @enum {string} */
            status: "PENDING" | "SUCCEEDED" | "FAILED" | "REFUNDED" | "PARTIALLY_REFUNDED" | "DISPUTED";
        };
        /** @description A plan that is sold. */
        Plan: {
            /** @description Credits, a whole number. */
            creditsPerMonth: number;
            description: string;
            features: string[];
            highlighted: boolean;
            id: string;
            isFree: boolean;
            key: string;
            /** @description By feature; null is unlimited. */
            limits: {
                [key: string]: number | null;
            };
            /** @description Whether a quantity of three makes each limit three times as large. */
            limitsPerUnit: boolean;
            name: string;
            prices: {
                /** @description In the currency's minor unit, as Stripe counts: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                amountCents: number;
                /** @description ISO 4217, lower case. */
                currency: string;
                id: string;
                /** @enum {string} */
                interval: "MONTH" | "YEAR";
                lookupKey: string;
            }[];
            /** @enum {string} */
            refillPolicy: "RESET" | "ROLL_OVER" | "ROLL_OVER_CAPPED";
            rolloverCapCredits: number | null;
            /** @description Credits, a whole number. */
            trialCredits: number;
            trialDays: number;
        };
        /** @description Why a call was refused (RFC 9457). */
        Problem: {
            /** @description With `insufficient_credits`: what there is. */
            available?: number;
            /** @enum {string} */
            code: "malformed_request" | "bad_signature" | "unauthorized" | "invalid_credentials" | "second_factor_required" | "invalid_code" | "untrusted_origin" | "insufficient_credits" | "limit_reached" | "card_declined" | "authentication_required" | "reauthentication_required" | "not_found" | "unknown_price" | "unknown_pack" | "unknown_promo_code" | "method_not_allowed" | "idempotency_key_reused" | "email_not_verified" | "already_subscribed" | "trial_refused" | "not_subscribed" | "same_price" | "cancellation_scheduled" | "payment_overdue" | "collection_by_hand" | "preview_expired" | "cancel_now_not_allowed" | "no_billing_account" | "no_saved_card" | "price_unavailable" | "coupon_ended" | "currency_mismatch" | "amount_out_of_range" | "customer_missing" | "billing_misconfigured" | "stripe_refused" | "promo_code_over" | "promo_code_redeemed" | "external_id_taken" | "hold_not_open" | "exceeds_spend" | "refund_too_late" | "not_a_spend" | "balance_out_of_range" | "change_in_progress" | "too_many_keys" | "payload_too_large" | "validation_failed" | "rate_limited" | "too_many_streams" | "internal_error" | "database_unavailable" | "overloaded" | "stripe_unavailable" | "no_stream_free" | "not_ready";
            /** @description For a developer: what happened and what to do. */
            detail: string;
            /** @description With `validation_failed`: what is wrong, by field. */
            errors?: {
                field: string;
                message: string;
            }[];
            /** @description With `hold_not_open`: how the hold ended. */
            holdStatus?: string;
            /** @description With `exceeds_spend`: what the spend has left to give back. */
            refundable?: number;
            requestId: string;
            /** @description With `insufficient_credits`: what it takes. */
            required?: number;
            status: number;
            title: string;
            /** Format: uri */
            type: string;
        };
        /** @description An invitation and what came of it. */
        Referral: {
            code: string;
            counts: {
                /** @description Signed up, have yet to pay. */
                pending: number;
                /** @description Paid, but no credits were due: `refusals` says why. */
                refused: number;
                rewarded: number;
            };
            /** @description Without what went back with refunds. */
            creditsEarned: number | string;
            /** Format: uri */
            link: string;
            /** @description The reasons why referrals were refused, with how many each. */
            refusals: {
                count: number;
                /** @enum {string} */
                reason: "cap_reached" | "own_card" | "card_already_rewarded" | "unidentified_method";
            }[];
            /** @description What the next one brings each side; 0 and 0 while referrals are off. */
            rewards: {
                /** @description Credits, a whole number. */
                referred: number;
                /** @description Credits, a whole number. */
                referrer: number;
            };
        };
        /** @description The plan somebody is on, free or paid. */
        Subscription: {
            cancelAtPeriodEnd: boolean;
            /** @description How the money for the plan is collected. */
            collection: {
                /** @description A sent invoice that is not paid yet. */
                invoice: {
                    /** @description In the currency's minor unit, as Stripe counts: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                    amountCents: number;
                    /** @description ISO 4217, lower case. */
                    currency: string;
                    dueAt: string | null;
                    url: string | null;
                } | null;
                /**
                 * @description `INVOICE`: invoices are sent, and credits come when they are paid.
                 * @enum {string}
                 */
                method: "AUTOMATIC" | "INVOICE";
                /** @description Whether collection is paused: nothing is charged, and unpaid time brings no credits. */
                paused: boolean;
                /** @description When the pause ends; null while it has no end. */
                resumesAt: string | null;
            };
            /** @description When it will end, if it will. */
            endsAt: string | null;
            /** @description Nothing is charged before this time, although the plan is active. */
            freeUntil: string | null;
            id: string;
            /** @description The free plan, while it applies because this plan is not paid for. */
            meanwhile: {
                /** @description Credits, a whole number. */
                creditsPerMonth: number;
                name: string;
            } | null;
            /** @description What the refill of a whole month gives. */
            monthlyCredits: number;
            nextRefill: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC.
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
                 * @description RFC 3339, UTC.
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
                /** @description In the currency's minor unit, as Stripe counts: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                amountCents: number;
                /** @description ISO 4217, lower case. */
                currency: string;
                id: string;
                /** @enum {string} */
                interval: "MONTH" | "YEAR";
            } | null;
            /** @description The quantity that is charged. The credits of `plan` and the amount of `price` are for one. */
            quantity: number;
            /** @description A change of plan that is to come. */
            scheduledChange: {
                /**
                 * Format: date-time
                 * @description RFC 3339, UTC.
                 */
                at: string;
                /** @enum {string} */
                kind: "upgrade" | "downgrade" | "interval" | "same";
                /** @description What the refill of a whole month gives. */
                monthlyCredits: number;
                plan: {
                    /** @description Credits, a whole number. */
                    creditsPerMonth: number;
                    key: string;
                    name: string;
                };
                price: {
                    /** @description In the currency's minor unit, as Stripe counts: 2000 is 20.00 USD, 2000 JPY or 2.000 KWD. */
                    amountCents: number;
                    /** @description ISO 4217, lower case. */
                    currency: string;
                    id: string;
                    /** @enum {string} */
                    interval: "MONTH" | "YEAR";
                };
                /** @description The quantity that is charged. The credits of `plan` and the amount of `price` are for one. */
                quantity: number;
            } | null;
            /** @enum {string} */
            status: "INCOMPLETE" | "INCOMPLETE_EXPIRED" | "TRIALING" | "ACTIVE" | "PAST_DUE" | "UNPAID" | "PAUSED" | "CANCELED" | "UNKNOWN";
            trialEndsAt: string | null;
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Too many attempts */
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
                        /** @description The credit account's id. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description This external id belongs to another account */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many a page has. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Too many attempts */
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
                    expiresAt?: (string) | null;
                    name: string;
                    /** @description Without it `credits:read` and `credits:spend`; for a service key also `credits:refund`, `billing:read` and `billing:write`. */
                    scopes?: ("credits:read" | "credits:spend" | "credits:refund" | "billing:read" | "billing:write" | "admin:*" | "accounts:*")[];
                    service?: boolean;
                };
            };
        };
        responses: {
            /** @description Make an API key */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC.
                         */
                        createdAt: string;
                        expiresAt: string | null;
                        id: string;
                        key: string;
                        /** @description To the minute. */
                        lastUsedAt: string | null;
                        name: string;
                        /** @description The part of the key that may be shown. */
                        prefix: string;
                        revokedAt: string | null;
                        scopes: ("credits:read" | "credits:spend" | "credits:refund" | "billing:read" | "billing:write" | "admin:*" | "accounts:*")[];
                        /** @description Acts for any account. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description This takes a recent proof of who you are */
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
            /** @description There is nothing here for you */
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
            /** @description There are as many API keys as there may be */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Too many attempts */
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
            /** @description Get a bearer token */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Seconds. */
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
            /** @description This email address and password do not match an account; This account asks for a code besides the password; This code is not valid, or was used before */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many a page has. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many a page has. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description How many a page has. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Open the customer portal */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: uri
                         * @description Send the person's browser here.
                         */
                        url: string;
                    };
                };
            };
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Nothing was ever bought with this account; This price cannot be bought at the moment; Another change to this account is being made; The customer no longer exists at Stripe; Payments are not set up correctly; Stripe refused the request */
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
            /** @description Too many attempts */
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
    getCredits: {
        parameters: {
            query?: {
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get the auto top-up */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AutoTopup"];
                };
            };
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: whose account, by account id, user id, external id or email address. */
                    account?: string;
                    enabled: boolean;
                    /** @description Most money in a calendar month, UTC, in the minor unit of the pack's currency; at least what the pack costs. */
                    monthlyCapCents: number;
                    /** @description A pack's id or key from GET /plans. */
                    pack: string;
                    /** @description Available credits below which it buys. */
                    threshold: number;
                };
            };
        };
        responses: {
            /** @description Set the auto top-up */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description No such pack is sold; There is nothing here for you */
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
            /** @description There is no saved card to charge; The customer no longer exists at Stripe; Payments are not set up correctly; Stripe refused the request */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
                /** @description Credits, a whole number. */
                amount?: number;
                /** @description A meter of the rate card, by its key. */
                meter?: string;
                /** @description What the meter counted: a number, or decimal text, above 0 with at most 6 decimal places. */
                quantity?: string | number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ask whether a spend would succeed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        allowed: boolean;
                        /** @description Credits, a whole number. */
                        available: number;
                        /** @description Credits, a whole number. */
                        required: number;
                    };
                };
            };
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: whose account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description A pack's id or key from GET /plans. */
                    pack: string;
                    /** @default 1 */
                    quantity?: number;
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
                         * @description Send the person's browser here.
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description The bank did not confirm the payment */
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
            /** @description No such pack is sold; There is nothing here for you */
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
            /** @description The balance would be too large; Another change to this account is being made; This price cannot be bought at the moment; A discount is no longer valid; The currency differs from earlier purchases; The amount is too small or too large to charge; The customer no longer exists at Stripe; Payments are not set up correctly; Stripe refused the request */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: {
                /** @description The same request under the same key is done once. Unique per account: its owner has one set of keys, and the app with its service keys has another. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: whose account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description Credits, a whole number. */
                    amount?: number;
                    description?: string;
                    /** @description The same request under the same key is done once. Unique per account: its owner has one set of keys, and the app with its service keys has another. */
                    idempotencyKey?: string;
                    /** @description A JSON object, kept on the entry: at most 2048 bytes, 50 keys in all, 8 levels. */
                    metadata?: {
                        [key: string]: unknown;
                    };
                    /** @description A meter of the rate card, by its key. */
                    meter?: string;
                    /** @description What the meter counted: a number, or decimal text, above 0 with at most 6 decimal places. */
                    quantity?: string | number;
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
                        /** @description What may be spent at this moment, in a replay too. */
                        available: number;
                        /** @description What the account has at this moment, in a replay too; right after the entry it was `balanceAfter`. */
                        balance: number;
                        entry: components["schemas"]["Entry"];
                        /** @description Whether an earlier request under this idempotency key did it. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description This idempotency key belongs to another request */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
                        /** @description The same request under the same key is done once. Unique per account: its owner has one set of keys, and the app with its service keys has another. */
                        idempotencyKey?: string;
                        /** @description A JSON object, kept on the entry: at most 2048 bytes, 50 keys in all, 8 levels. */
                        metadata?: {
                            [key: string]: unknown;
                        };
                        /** @description A meter of the rate card, by its key. */
                        meter?: string;
                        /** @description What the meter counted: a number, or decimal text, above 0 with at most 6 decimal places. */
                        quantity?: string | number;
                    }[];
                };
            };
        };
        responses: {
            /** @description Spend credits many times */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        results: ({
                            /** @description What may be spent at this moment, in a replay too. */
                            available: number;
                            /** @description What the account has at this moment, in a replay too; right after the entry it was `balanceAfter`. */
                            balance: number;
                            entry: components["schemas"]["Entry"];
                            /** @description Whether an earlier request under this idempotency key did it. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
                        /** @description A meter of the rate card, by its key. */
                        meter: string;
                        /** @description What the meter counted: a number, or decimal text, above 0 with at most 6 decimal places. */
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
                            /** @description Decimal text. */
                            quantity: string;
                            /** @description Which version of the meter's rate it is. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
                /** @description The `nextCursor` of the page before. */
                cursor?: string;
                /** @description The first moment, or day in UTC. */
                from?: string;
                /** @description How many a page has. */
                limit?: number;
                /** @description The moment, or day in UTC, that it ends before. */
                to?: string;
                /** @description Only entries of this type. */
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
                        data: components["schemas"]["Entry"][];
                        nextCursor: string | null;
                    };
                };
            };
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: {
                /** @description The same request under the same key is done once. Unique per account: its owner has one set of keys, and the app with its service keys has another. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: whose account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description Credits, a whole number. */
                    amount?: number;
                    description?: string;
                    /** @default 900 */
                    expiresInSeconds?: number;
                    /** @description The same request under the same key is done once. Unique per account: its owner has one set of keys, and the app with its service keys has another. */
                    idempotencyKey?: string;
                    /** @description A JSON object, kept on the entry: at most 2048 bytes, 50 keys in all, 8 levels. */
                    metadata?: {
                        [key: string]: unknown;
                    };
                    /** @description A meter of the rate card, by its key. */
                    meter?: string;
                    /** @description What the meter counted: a number, or decimal text, above 0 with at most 6 decimal places. */
                    quantity?: string | number;
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
                        /** @description What may be spent at this moment, in a replay too. */
                        available: number;
                        /** @description What the account has at this moment, in a replay too; right after the entry it was `balanceAfter`. */
                        balance: number;
                        /** @description What the capture took. */
                        captured: number;
                        closedAt: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC.
                         */
                        createdAt: string;
                        description: string;
                        /**
                         * Format: date-time
                         * @description From then on its credits are free again.
                         */
                        expiresAt: string;
                        id: string;
                        idempotencyKey: string | null;
                        metadata: {
                            [key: string]: unknown;
                        } | null;
                        /** @description Whether an earlier request under this idempotency key did it. */
                        replayed: boolean;
                        /** @enum {string} */
                        status: "OPEN" | "CAPTURED" | "RELEASED" | "EXPIRED";
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description This idempotency key belongs to another request */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: {
                /** @description The same request under the same key is done once. Unique per account: its owner has one set of keys, and the app with its service keys has another. */
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
                    /** @description For service keys: whose account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description Credits, a whole number. */
                    amount?: number;
                    description?: string;
                    /** @description The same request under the same key is done once. Unique per account: its owner has one set of keys, and the app with its service keys has another. */
                    idempotencyKey?: string;
                    /** @description A JSON object, kept on the entry: at most 2048 bytes, 50 keys in all, 8 levels. */
                    metadata?: {
                        [key: string]: unknown;
                    };
                    /** @description A meter of the rate card, by its key. */
                    meter?: string;
                    /** @description What the meter counted: a number, or decimal text, above 0 with at most 6 decimal places. */
                    quantity?: string | number;
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
                        /** @description What may be spent at this moment, in a replay too. */
                        available: number;
                        /** @description What the account has at this moment, in a replay too; right after the entry it was `balanceAfter`. */
                        balance: number;
                        entry: components["schemas"]["Entry"];
                        /** @description Whether an earlier request under this idempotency key did it. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description This hold is over; This idempotency key belongs to another request */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
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
                        /** @description What may be spent at this moment, in a replay too. */
                        available: number;
                        /** @description What the account has at this moment, in a replay too; right after the entry it was `balanceAfter`. */
                        balance: number;
                        /** @description What the capture took. */
                        captured: number;
                        closedAt: string | null;
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC.
                         */
                        createdAt: string;
                        description: string;
                        /**
                         * Format: date-time
                         * @description From then on its credits are free again.
                         */
                        expiresAt: string;
                        id: string;
                        idempotencyKey: string | null;
                        metadata: {
                            [key: string]: unknown;
                        } | null;
                        /** @description Whether an earlier request under this idempotency key did it. */
                        replayed: boolean;
                        /** @enum {string} */
                        status: "OPEN" | "CAPTURED" | "RELEASED" | "EXPIRED";
                    };
                };
            };
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description This hold is over */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: whose account, by account id, user id, external id or email address. */
                    account?: string;
                    code: string;
                };
            };
        };
        responses: {
            /** @description Redeem a code for credits */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Credits, a whole number. */
                        credits: number;
                        /** @description When they end, if they do. */
                        expiresAt: string | null;
                        /** @description The lot they are in. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is no such code; There is nothing here for you */
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
            /** @description This code is taken no more; This account had this code's credits already; The balance would be too large; The email address is not verified */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: {
                /** @description The same request under the same key is done once. Unique per account: its owner has one set of keys, and the app with its service keys has another. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: whose account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description Credits, a whole number. */
                    amount?: number;
                    entry?: string;
                    /** @description That of a spend which the app or a service key made. */
                    idempotencyKey?: string;
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Give a spend back */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description What may be spent at this moment, in a replay too. */
                        available: number;
                        /** @description What the account has at this moment, in a replay too; right after the entry it was `balanceAfter`. */
                        balance: number;
                        entry: components["schemas"]["Entry"];
                        /** @description Whether an earlier request under this idempotency key did it. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description More than this spend has left to give back; This spend is too long ago to give back; This entry is no spend; The balance would be too large; This idempotency key belongs to another request */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Follow the balance */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description As many streams of this account, or from this address, are open as there may be; Too many attempts */
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
            /** @description This server has as many streams open as it can; The database cannot be reached */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: whose account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description A pack's id or key from GET /plans. */
                    pack: string;
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
                        /** @description For Stripe.js in the buyer's browser (`handleNextAction`), when the bank wants to ask. */
                        clientSecret?: string;
                        /** @description What the purchase brought, once it is paid. */
                        credits?: number;
                        payment: components["schemas"]["Payment"];
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description The card was declined; The bank did not confirm the payment */
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
            /** @description No such pack is sold; There is nothing here for you */
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
            /** @description There is no saved card to charge; The balance would be too large; This idempotency key belongs to another request; This price cannot be bought at the moment; A discount is no longer valid; The currency differs from earlier purchases; The amount is too small or too large to charge; The customer no longer exists at Stripe; Payments are not set up correctly; Stripe refused the request */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
    getEntitlements: {
        parameters: {
            query?: {
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description List the plan's limits */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
                /** @description How many more. */
                quantity?: number;
            };
            header?: never;
            path: {
                feature: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ask whether one more is allowed */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entitlement"];
                };
            };
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: {
                /** @description The same request under the same key is done once. Unique per account: its owner has one set of keys, and the app with its service keys has another. */
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
                    /** @description For service keys: whose account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description The same request under the same key is done once. Unique per account: its owner has one set of keys, and the app with its service keys has another. */
                    idempotencyKey?: string;
                    /** @default 1 */
                    quantity?: number;
                };
            };
        };
        responses: {
            /** @description Give a use back */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description This idempotency key belongs to another request */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: {
                /** @description The same request under the same key is done once. Unique per account: its owner has one set of keys, and the app with its service keys has another. */
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
                    /** @description For service keys: whose account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description The same request under the same key is done once. Unique per account: its owner has one set of keys, and the app with its service keys has another. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description This idempotency key belongs to another request */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
            /** @description Get this document */
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
            /** @description Too many attempts */
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
                            /** @description Credits for every `perUnits` units. */
                            credits: number;
                            description: string;
                            key: string;
                            /** @description The least that a spend costs. */
                            minimumCredits: number;
                            name: string;
                            perUnits: number;
                            /**
                             * @description To whole credits, once a spend; NEAREST raises halves.
                             * @enum {string}
                             */
                            rounding: "UP" | "NEAREST" | "DOWN";
                            /** @description What it counts, one of them. */
                            unit: string;
                            /** @description Of the rate; entries keep it as `rateVersion`. */
                            version: number;
                        }[];
                        nextCursor: string | null;
                        packs: components["schemas"]["Pack"][];
                    };
                };
            };
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: whose account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description A payment method's id in Stripe. */
                    paymentMethod: string;
                    /** @description A price's id or lookup key from GET /plans, or its id in Stripe. */
                    price: string;
                    /**
                     * @description `none` begins without the plan's trial and charges at once.
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
                        /** @description For Stripe.js in the buyer's browser (`handleNextAction`), when the bank wants to ask. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description The card was declined; The bank did not confirm the payment */
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
            /** @description No such price is sold; There is nothing here for you */
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
            /** @description There is a paid subscription already; There is no free trial with this payment method; Another change to this account is being made; The email address is not verified; This idempotency key belongs to another request; This price cannot be bought at the moment; A discount is no longer valid; The currency differs from earlier purchases; The amount is too small or too large to charge; The customer no longer exists at Stripe; Payments are not set up correctly; Stripe refused the request */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: whose account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @enum {string} */
                    when: "period_end" | "now";
                };
            };
        };
        responses: {
            /** @description Cancel the plan */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /**
                         * Format: date-time
                         * @description RFC 3339, UTC.
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description There is no paid subscription; A plan ends with its period here; Another change to this account is being made; The customer no longer exists at Stripe; Payments are not set up correctly; Stripe refused the request */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: whose account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description A price's id or lookup key from GET /plans, or its id in Stripe. */
                    price: string;
                    /**
                     * Format: date-time
                     * @description From the preview.
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
                        /** @description For Stripe.js in the buyer's browser (`handleNextAction`). */
                        clientSecret?: string;
                        /** @description A page where it can be paid, with the bank's questions. */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description The card was declined; The bank did not confirm the payment */
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
            /** @description No such price is sold; There is nothing here for you */
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
            /** @description There is no paid subscription; The subscription is at this price already; The subscription is to end; The last invoice is not paid; The plan is not charged automatically; This preview is no longer good; There is no saved card to charge; Another change to this account is being made; This price cannot be bought at the moment; A discount is no longer valid; The currency differs from earlier purchases; The amount is too small or too large to charge; The customer no longer exists at Stripe; Payments are not set up correctly; Stripe refused the request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_subscribed" | "same_price" | "cancellation_scheduled" | "payment_overdue" | "collection_by_hand" | "preview_expired" | "no_saved_card" | "change_in_progress" | "price_unavailable" | "coupon_ended" | "currency_mismatch" | "amount_out_of_range" | "customer_missing" | "billing_misconfigured" | "stripe_refused";
                    };
                };
            };
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: whose account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description A price's id or lookup key from GET /plans, or its id in Stripe. */
                    price: string;
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
                         * @description Send the person's browser here.
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description The bank did not confirm the payment */
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
            /** @description No such price is sold; There is nothing here for you */
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
            /** @description There is a paid subscription already; The email address is not verified; Another change to this account is being made; This price cannot be bought at the moment; A discount is no longer valid; The currency differs from earlier purchases; The amount is too small or too large to charge; The customer no longer exists at Stripe; Payments are not set up correctly; Stripe refused the request */
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
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description For service keys: whose account, by account id, user id, external id or email address. */
                    account?: string;
                    /** @description A price's id or lookup key from GET /plans, or its id in Stripe. */
                    price: string;
                };
            };
        };
        responses: {
            /** @description Preview a change of plan */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description The bank did not confirm the payment */
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
            /** @description No such price is sold; There is nothing here for you */
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
            /** @description There is no paid subscription; The subscription is at this price already; The subscription is to end; The last invoice is not paid; The plan is not charged automatically; This price cannot be bought at the moment; A discount is no longer valid; The currency differs from earlier purchases; The amount is too small or too large to charge; The customer no longer exists at Stripe; Payments are not set up correctly; Stripe refused the request */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_subscribed" | "same_price" | "cancellation_scheduled" | "payment_overdue" | "collection_by_hand" | "price_unavailable" | "coupon_ended" | "currency_mismatch" | "amount_out_of_range" | "customer_missing" | "billing_misconfigured" | "stripe_refused";
                    };
                };
            };
            /** @description The body is too large */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Resume the plan */
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
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description There is no paid subscription; Another change to this account is being made; The customer no longer exists at Stripe; Payments are not set up correctly; Stripe refused the request */
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
            /** @description Too many attempts */
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
                /** @description For service keys: whose account, by account id, user id, external id or email address. */
                account?: string;
                /** @description The first day, or moment. */
                from?: string;
                /** @description `day`, `meter`, or both with a comma between. */
                groupBy?: string;
                /** @description An IANA name, in its own case; decides where a day begins. */
                timezone?: string;
                /** @description The day, or moment, that it ends before. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Get the usage */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        byMeter?: {
                            /** @description Credits, a whole number; as decimal text if it is beyond 2^53 - 1. */
                            credits: number | string;
                            meter: string | null;
                        }[];
                        daily?: {
                            /** @description Credits, a whole number; as decimal text if it is beyond 2^53 - 1. */
                            credits: number | string;
                            /** Format: date */
                            date: string;
                        }[];
                        forecast: {
                            /** @description At the pace of the last 14 days; null when nothing was spent or a refill comes before. */
                            runsOutAt: string | null;
                        };
                        /** @description Credits, a whole number; as decimal text if it is beyond 2^53 - 1. */
                        thisMonth: number | string;
                        /** @description Credits, a whole number; as decimal text if it is beyond 2^53 - 1. */
                        today: number | string;
                        /** @description Credits, a whole number; as decimal text if it is beyond 2^53 - 1. */
                        total: number | string;
                    };
                };
            };
            /** @description Credentials are missing or not valid; A session cookie does not count from another site */
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
            /** @description There is nothing here for you */
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
            /** @description Too many attempts */
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
  "/api/v1/credits/consume",
  "/api/v1/credits/holds",
  "/api/v1/credits/holds/{id}/capture",
  "/api/v1/credits/refunds",
  "/api/v1/entitlements/{feature}/release",
  "/api/v1/entitlements/{feature}/use",
];
