-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "service" BOOLEAN NOT NULL DEFAULT false,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_prefix_key" ON "api_key"("prefix");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

-- CreateIndex
CREATE INDEX "api_key_user_id_id_idx" ON "api_key"("user_id", "id");

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "api_key" ALTER COLUMN "scopes" SET NOT NULL;
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_hash_check" CHECK (octet_length("hash") = 32);

-- Processes keep what a key may do in memory. Whatever changes that is announced here, by triggers, so that no path to
-- it can forget: the API, an admin's page, a statement typed by hand. Notifications go out when the change commits.
CREATE FUNCTION api_key_announce() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('credentials', 'key:' || OLD.prefix);
  RETURN NULL;
END
$$;

-- Not for last_used_at, which changes nothing.
CREATE TRIGGER api_key_changed
  AFTER DELETE OR UPDATE OF prefix, hash, scopes, service, expires_at, revoked_at, user_id ON api_key
  FOR EACH ROW EXECUTE FUNCTION api_key_announce();

CREATE FUNCTION user_announce_standing() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('credentials', 'user:' || OLD.id);
  RETURN NULL;
END
$$;

CREATE TRIGGER user_standing_changed
  AFTER UPDATE OF role, locked_at ON "user"
  FOR EACH ROW WHEN (OLD.role IS DISTINCT FROM NEW.role OR OLD.locked_at IS DISTINCT FROM NEW.locked_at)
  EXECUTE FUNCTION user_announce_standing();
