-- The jobs that send what waits and that look for low balances see only the few rows that can matter to them.
CREATE INDEX mail_queued_idx ON mail (created_at) WHERE status = 'QUEUED';

CREATE INDEX credit_account_low_balance_idx ON credit_account (id) WHERE low_balance_threshold IS NOT NULL;
