-- Stripe's ids mean something in one account and one mode only: whose they are is noted, so that another key is noticed.
CREATE TABLE "stripe_account" (
    "id" INTEGER NOT NULL DEFAULT 1 CHECK ("id" = 1),
    "stripe_account_id" TEXT,
    "mode" TEXT NOT NULL CHECK ("mode" IN ('test', 'live')),
    "noted_at" TIMESTAMPTZ(3) NOT NULL,
    "moved_at" TIMESTAMPTZ(3),
    "moving_to_account" TEXT,
    "moving_to_mode" TEXT CHECK ("moving_to_mode" IN ('test', 'live')),
    "move_began_at" TIMESTAMPTZ(3),
    CHECK (("move_began_at" IS NULL) = ("moving_to_mode" IS NULL)),

    CONSTRAINT "stripe_account_pkey" PRIMARY KEY ("id")
);
