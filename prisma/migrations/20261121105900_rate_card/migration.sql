-- CreateEnum
CREATE TYPE "rounding" AS ENUM ('UP', 'NEAREST', 'DOWN');

-- CreateTable
CREATE TABLE "meter" (
    "id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "sort_order" INTEGER NOT NULL DEFAULT 0,
    "current_version" INTEGER NOT NULL DEFAULT 1,
    "catalogue_hash" TEXT,
    "archived_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "meter_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "meter_version" (
    "id" UUID NOT NULL,
    "meter_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "unit" TEXT NOT NULL,
    "credits" BIGINT NOT NULL,
    "per_units" BIGINT NOT NULL,
    "rounding" "rounding" NOT NULL DEFAULT 'UP',
    "minimum_credits" BIGINT NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "meter_version_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "meter_key_key" ON "meter"("key");

-- CreateIndex
CREATE UNIQUE INDEX "meter_version_meter_id_version_key" ON "meter_version"("meter_id", "version");

-- AddForeignKey
ALTER TABLE "meter_version" ADD CONSTRAINT "meter_version_meter_id_fkey" FOREIGN KEY ("meter_id") REFERENCES "meter"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE meter_version
  ADD CONSTRAINT meter_version_version_check CHECK (version > 0),
  ADD CONSTRAINT meter_version_credits_check CHECK (credits BETWEEN 1 AND 1000000000000000),
  ADD CONSTRAINT meter_version_per_units_check CHECK (per_units BETWEEN 1 AND 1000000000000000),
  ADD CONSTRAINT meter_version_minimum_check CHECK (minimum_credits BETWEEN 1 AND 1000000000000000);

-- Ledger entries say by a number which rate they were made at: what it meant then is what it has to mean for ever.
CREATE FUNCTION meter_version_refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'meter_version is append-only: % refused.', TG_OP
    USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Insert the next version instead.';
END
$$;

CREATE TRIGGER meter_version_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON meter_version
  FOR EACH STATEMENT EXECUTE FUNCTION meter_version_refuse_change();

-- Processes keep the rate card in memory. Whatever changes it is announced here, so that no path to it can forget; a new
-- version counts once its meter says so.
CREATE FUNCTION meter_announce() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('rate_card', '');
  RETURN NULL;
END
$$;

CREATE TRIGGER meter_changed
  AFTER INSERT OR DELETE OR TRUNCATE OR UPDATE OF key, current_version, archived_at, sort_order ON meter
  FOR EACH STATEMENT EXECUTE FUNCTION meter_announce();
