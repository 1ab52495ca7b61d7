/** Holds the reader's IANA time zone, so that the server renders dates as the reader will see them. */
export const TIME_ZONE_COOKIE = "tz";
