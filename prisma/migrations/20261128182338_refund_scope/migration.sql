-- Giving a spend back now takes a scope of its own, for service keys alone. Those that could until now still can.
UPDATE api_key SET scopes = array_append(scopes, 'credits:refund')
WHERE service AND 'credits:spend' = ANY (scopes) AND NOT 'credits:refund' = ANY (scopes);
