-- This needs a stop (docs/operations.md, "Migrations that need a stop"): an account's id becomes its user's, and the tables that have
-- it are rewritten, which closes them. All in one transaction; no trigger is disabled, and no entry is updated.
--
-- accepted: credit_account: the app is stopped for this migration
-- accepted: credit_lot: the app is stopped for this migration
-- accepted: credit_hold: the app is stopped for this migration
-- accepted: ledger_entry: the app is stopped for this migration
-- accepted: ledger_checkpoint: the app is stopped for this migration
-- accepted: metric_account: the app is stopped for this migration
-- accepted: user: the app is stopped for this migration
-- accepted: ledger_accounts: a view has taken its place, and the app is stopped for this migration
-- accepted: ledger_balances: its user is its account, and the app is stopped for this migration

LOCK TABLE credit_account, credit_lot, credit_hold, ledger_entry, ledger_checkpoint, metric_account IN ACCESS EXCLUSIVE MODE;

-- CreateTable
CREATE TABLE "former_account_id" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,

    CONSTRAINT "former_account_id_pkey" PRIMARY KEY ("id")
);

INSERT INTO former_account_id (id, user_id) SELECT id, user_id FROM credit_account WHERE id <> user_id;

-- CreateIndex
CREATE UNIQUE INDEX "former_account_id_user_id_key" ON "former_account_id"("user_id");

-- AddForeignKey
ALTER TABLE "former_account_id" ADD CONSTRAINT "former_account_id_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ANALYZE former_account_id;

CREATE FUNCTION account_id_now(p_account uuid) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce((SELECT user_id FROM former_account_id WHERE id = p_account), p_account);
END;
$$;

ALTER TABLE credit_lot DROP CONSTRAINT credit_lot_account_id_fkey;
ALTER TABLE credit_hold DROP CONSTRAINT credit_hold_account_id_fkey;

-- A rewrite keeps the order of the rows, which the index of the entries' times relies on, and builds each index once.
ALTER TABLE credit_account ALTER COLUMN id TYPE uuid USING user_id;
ALTER TABLE credit_lot ALTER COLUMN account_id TYPE uuid USING account_id_now(account_id);
ALTER TABLE credit_hold ALTER COLUMN account_id TYPE uuid USING account_id_now(account_id);
ALTER TABLE ledger_entry ALTER COLUMN account_id TYPE uuid USING account_id_now(account_id);
ALTER TABLE metric_account ALTER COLUMN account_id TYPE uuid USING account_id_now(account_id);

DROP FUNCTION account_id_now(uuid);

-- Every row was written anew, so the next verification starts from the first entry.
DELETE FROM ledger_checkpoint WHERE account_id IN (SELECT id FROM former_account_id);

-- DropForeignKey
ALTER TABLE "credit_account" DROP CONSTRAINT "credit_account_user_id_fkey";

-- DropIndex
DROP INDEX "credit_account_user_id_key";
DROP INDEX credit_account_debt_idx;

DROP FUNCTION ledger_accounts();
DROP FUNCTION ledger_balances(p_now timestamp with time zone);

-- AlterTable
ALTER TABLE "credit_account" DROP COLUMN "user_id";

CREATE INDEX credit_account_debt_idx ON credit_account (id) WHERE debt > 0;

-- AddForeignKey
ALTER TABLE "credit_account" ADD CONSTRAINT "credit_account_id_fkey" FOREIGN KEY ("id") REFERENCES "user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE credit_lot ADD CONSTRAINT credit_lot_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_account (id) ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE credit_hold ADD CONSTRAINT credit_hold_account_id_fkey FOREIGN KEY (account_id) REFERENCES credit_account (id) ON DELETE RESTRICT ON UPDATE CASCADE;

-- What an account held after its last entry, for the statements of other rooms to join.
CREATE VIEW ledger_accounts AS SELECT id, balance, debt FROM credit_account;

-- The channel `balances` says whose balance moved: ids of accounts, with commas between them, or * for anyone's. The process that
-- changes the ledger announces it (lib/ledger/announce-balances.ts): a trigger of the ledger's tables would do so on the server
-- of their shard, which nobody listens to.
--
-- A balance is shown with its next refill and the end of its plan's credits, which the subscription tells. A transaction that
-- changes many subscriptions announces them together (announceTogether, the setting refill.balances_announced).
CREATE OR REPLACE FUNCTION balance_announce_subscriber() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('refill.balances_announced', true) IS DISTINCT FROM 'true' THEN
    PERFORM pg_notify('balances', NEW.user_id::text);
  END IF;
  RETURN NULL;
END
$$;

-- What each account can spend, for the jobs of other rooms that look for accounts which need something: below 0 while more is
-- owed than is there. A first look that locks and settles nothing: credits of a hold past its time may be free again, which
-- `has_overdue_hold` says. Postgres puts this text in its place, and reads only the accounts and columns that are asked for.
CREATE OR REPLACE FUNCTION ledger_balances(p_now timestamptz)
RETURNS TABLE (account_id uuid, spendable bigint, low_balance_threshold bigint, has_overdue_hold boolean)
LANGUAGE sql STABLE AS $$
  SELECT
    account.id, lots.free - account.debt, account.low_balance_threshold,
    account.held > 0 AND EXISTS (
      SELECT FROM credit_hold AS hold
      WHERE hold.account_id = account.id AND hold.status = 'OPEN' AND hold.expires_at <= p_now
    )
  FROM credit_account AS account
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(lot.remaining - lot.held), 0)::bigint AS free
    FROM credit_lot AS lot
    WHERE lot.account_id = account.id AND lot.closed_at IS NULL AND lot.frozen_at IS NULL
      AND lot.effective_at <= p_now AND (lot.expires_at IS NULL OR lot.expires_at > p_now)
  ) AS lots;
$$;

-- The user's account, opened if there is none. Its id is the user's.
CREATE OR REPLACE FUNCTION ledger_open_account(p_user uuid, p_now timestamptz) RETURNS uuid
LANGUAGE plpgsql AS $$
BEGIN
  -- A read first: an INSERT would count as a write also where there is an account.
  PERFORM FROM credit_account WHERE id = p_user;
  IF NOT FOUND THEN
    -- Waits for a transaction that is opening the same account.
    INSERT INTO credit_account (id, created_at, updated_at) VALUES (p_user, p_now, p_now) ON CONFLICT (id) DO NOTHING;
  END IF;
  RETURN p_user;
END;
$$;
