type Settings = {
  DATABASE_URL?: string | undefined;
  DATABASE_DIRECT_URL?: string | undefined;
  DATABASE_MIGRATE_URL?: string | undefined;
};

type DatabaseUrls<Url> = {
  /** Requests, through the pooler if there is one. */
  requests: Url;
  /** The server itself: background work, LISTEN, session locks and the commands. */
  direct: Url;
  /** The server itself, as the role that owns the tables: migrations, backups and restores. */
  owner: Url;
};

/** Which address each connection uses. Nothing else chooses one. */
export function databaseUrls<S extends Settings>(settings: S): DatabaseUrls<S["DATABASE_URL"]> {
  const requests = settings.DATABASE_URL;
  const direct = settings.DATABASE_DIRECT_URL ?? requests;
  return { requests, direct, owner: settings.DATABASE_MIGRATE_URL ?? direct };
}
