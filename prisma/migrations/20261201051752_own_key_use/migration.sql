-- CreateTable
CREATE TABLE "own_key_use" (
    "user_id" UUID NOT NULL,
    "idempotency_key" TEXT NOT NULL,
    "items" JSONB NOT NULL,
    "subject" TEXT,
    "model" TEXT,
    "project" TEXT,
    "run" TEXT,
    "tags" JSONB NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "own_key_use_pkey" PRIMARY KEY ("user_id","idempotency_key")
);

-- CreateIndex
CREATE INDEX "own_key_use_user_id_used_at_idx" ON "own_key_use"("user_id", "used_at");
