-- Sessions that end on the server, tokens in mails, second factors and known devices.

ALTER TABLE "user"
  ADD COLUMN "mailbox" TEXT,
  ADD COLUMN "session_version" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "deleted_at" TIMESTAMPTZ(3);

-- The same rule as lib/mailbox.ts. Where several accounts share a mailbox already, the oldest has it.
UPDATE "user" u
SET "mailbox" = oldest.mailbox
FROM (
  SELECT DISTINCT ON (mailbox) id, mailbox
  FROM (
    SELECT id, created_at,
      CASE WHEN split_part(email, '@', 2) IN ('gmail.com', 'googlemail.com')
        THEN replace(split_part(split_part(email, '@', 1), '+', 1), '.', '') || '@gmail.com'
        ELSE split_part(split_part(email, '@', 1), '+', 1) || '@' || split_part(email, '@', 2)
      END AS mailbox
    FROM "user"
  ) all_mailboxes
  ORDER BY mailbox, created_at, id
) oldest
WHERE u.id = oldest.id;

CREATE UNIQUE INDEX "user_mailbox_key" ON "user"("mailbox");

-- Nothing was ever written to these two.
DROP TABLE "session";
DROP TABLE "verification_token";

-- CreateTable
CREATE TABLE "session" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "method" TEXT NOT NULL,
    "user_agent" TEXT,
    "network" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "authenticated_at" TIMESTAMPTZ(3) NOT NULL,
    "second_factor_due" BOOLEAN NOT NULL DEFAULT false,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "session_user_id_created_at_idx" ON "session"("user_id", "created_at");

-- AddForeignKey
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateEnum
CREATE TYPE "security_token_purpose" AS ENUM ('VERIFY_EMAIL', 'RESET_PASSWORD', 'CHANGE_EMAIL');

-- CreateTable
CREATE TABLE "security_token" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "purpose" "security_token_purpose" NOT NULL,
    "hash" BYTEA NOT NULL,
    "email" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "security_token_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "security_token_hash_key" ON "security_token"("hash");

-- CreateIndex
CREATE INDEX "security_token_user_id_purpose_created_at_idx" ON "security_token"("user_id", "purpose", "created_at");

-- AddForeignKey
ALTER TABLE "security_token" ADD CONSTRAINT "security_token_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "totp_factor" (
    "user_id" UUID NOT NULL,
    "sealed_secret" BYTEA NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3),
    "last_step" BIGINT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "totp_factor_pkey" PRIMARY KEY ("user_id")
);

-- AddForeignKey
ALTER TABLE "totp_factor" ADD CONSTRAINT "totp_factor_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "recovery_code" (
    "user_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_code_pkey" PRIMARY KEY ("user_id","hash")
);

-- AddForeignKey
ALTER TABLE "recovery_code" ADD CONSTRAINT "recovery_code_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateTable
CREATE TABLE "known_device" (
    "user_id" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "known_device_pkey" PRIMARY KEY ("user_id","hash")
);

-- AddForeignKey
ALTER TABLE "known_device" ADD CONSTRAINT "known_device_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "audit_log"
  ADD COLUMN "network" TEXT,
  ADD COLUMN "request_id" TEXT;

-- Streams and caches hear at once that sessions or tokens ended, whichever way they did.
DROP TRIGGER user_standing_changed ON "user";

CREATE TRIGGER user_standing_changed
  AFTER UPDATE OF role, locked_at, session_version, deleted_at ON "user"
  FOR EACH ROW WHEN (
    OLD.role IS DISTINCT FROM NEW.role
    OR OLD.locked_at IS DISTINCT FROM NEW.locked_at
    OR OLD.session_version IS DISTINCT FROM NEW.session_version
    OR OLD.deleted_at IS DISTINCT FROM NEW.deleted_at
  )
  EXECUTE FUNCTION user_announce_standing();

CREATE FUNCTION session_announce_end() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('credentials', 'user:' || NEW.user_id);
  RETURN NULL;
END
$$;

CREATE TRIGGER session_ended
  AFTER UPDATE OF ended_at ON session
  FOR EACH ROW WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at)
  EXECUTE FUNCTION session_announce_end();
