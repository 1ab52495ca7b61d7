-- Deleting an account: the request first, then what a job does about it.
CREATE TABLE "account_deletion" (
    "user_id" UUID NOT NULL,
    "requested_by" UUID,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "account_deletion_pkey" PRIMARY KEY ("user_id")
);

CREATE INDEX "account_deletion_unfinished_idx" ON "account_deletion" ("requested_at") WHERE "finished_at" IS NULL;

ALTER TABLE "account_deletion" ADD CONSTRAINT "account_deletion_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What a deleted account's mailbox has had, so that signing up again brings it no second time. No user: the books of a
-- deleted account are not to be traced to a person by it.
CREATE TABLE "former_mailbox" (
    "hash" BYTEA NOT NULL,
    "free_until" TIMESTAMPTZ(3),
    "had_trial" BOOLEAN NOT NULL DEFAULT false,
    "promo_code_ids" UUID[] NOT NULL DEFAULT '{}',
    "deleted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "former_mailbox_pkey" PRIMARY KEY ("hash"),
    CONSTRAINT "former_mailbox_hash_check" CHECK (octet_length("hash") = 32)
);

-- Wrong passwords lately, by account and device or network: each makes the next wait longer.
CREATE TABLE "sign_in_place" (
    "key" TEXT NOT NULL,
    "failures" INTEGER NOT NULL,
    "last_try_at" TIMESTAMPTZ(3) NOT NULL,
    "next_try_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_place_pkey" PRIMARY KEY ("key")
);

CREATE INDEX "sign_in_place_last_try_at_idx" ON "sign_in_place" ("last_try_at");

-- Wrong passwords that an account still bears from devices that never signed in. It is whole again at `whole_at`.
CREATE TABLE "sign_in_budget" (
    "key" TEXT NOT NULL,
    "whole_at" TIMESTAMPTZ(3) NOT NULL,
    "reported_at" TIMESTAMPTZ(3),

    CONSTRAINT "sign_in_budget_pkey" PRIMARY KEY ("key")
);

CREATE INDEX "sign_in_budget_whole_at_idx" ON "sign_in_budget" ("whole_at");
