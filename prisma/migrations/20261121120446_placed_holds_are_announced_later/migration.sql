-- Placing a hold comes before every spend that is estimated first, and commits that notify wait for one another: the
-- process that placed it announces it, as it does its spends.
DROP TRIGGER credit_hold_announce_open ON credit_hold;
