/** Holds the user's IANA time zone, so that the server renders dates in it. */
export const TIME_ZONE_COOKIE = "tz";
