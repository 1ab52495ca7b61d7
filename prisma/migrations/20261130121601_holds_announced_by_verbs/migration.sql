DROP TRIGGER credit_hold_announce_end ON credit_hold;
