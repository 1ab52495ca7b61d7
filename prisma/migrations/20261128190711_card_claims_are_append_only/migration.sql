-- A trigger of this name keeps the app's role from more than adding rows: see lib/jobs/grant-app-role.ts.
ALTER TRIGGER card_claim_is_kept ON "card_claim" RENAME TO card_claim_append_only;
