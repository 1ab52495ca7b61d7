DROP TRIGGER credit_lot_announce_freeze ON credit_lot;

-- accepted: balance_announce: only the triggers that are gone called it
DROP FUNCTION balance_announce();
