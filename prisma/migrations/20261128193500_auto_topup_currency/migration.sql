-- A month's limit is an amount of money, and so has a currency: that of the pack the rule buys.
ALTER TABLE auto_topup ADD COLUMN currency text NOT NULL DEFAULT 'usd';
UPDATE auto_topup SET currency = credit_pack.currency FROM credit_pack WHERE credit_pack.id = auto_topup.pack_id;
