-- CreateTable
CREATE TABLE "dormancy" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "subscription_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "refills" JSONB,
    "seq" BIGINT,

    CONSTRAINT "dormancy_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "dormancy_user_id_seq_idx" ON "dormancy"("user_id", "seq");

-- A user has one free plan, so at most one is dormant.
CREATE UNIQUE INDEX dormancy_one_open ON dormancy (user_id) WHERE ended_at IS NULL;

-- What would have come is written when it ends.
ALTER TABLE dormancy ADD CONSTRAINT dormancy_end CHECK ((ended_at IS NULL) = (refills IS NULL) AND (seq IS NULL OR ended_at IS NOT NULL));

-- AddForeignKey
ALTER TABLE "dormancy" ADD CONSTRAINT "dormancy_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "dormancy" ADD CONSTRAINT "dormancy_subscription_id_fkey" FOREIGN KEY ("subscription_id") REFERENCES "subscription"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
