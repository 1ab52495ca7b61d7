/**
 * Whether the password in a database URL is easy to guess: shorter than eight characters, only digits, the name of the
 * role or of the database, or a common word, also with digits at the end or in place of letters. A URL without a password
 * is accepted: the server's own rules apply.
 */
export function hasGuessablePassword(databaseUrl: string | undefined): boolean {
  // The URL parser rejects a URL without a host, as used for a socket.
  if (!databaseUrl || !URL.canParse(databaseUrl)) return false;
  const url = new URL(databaseUrl);
  // The driver prefers the value in the query.
  const password = url.searchParams.get("password") ?? decoded(url.password);
  if (password === "") return false;
  if (password.length < 8 || /^\d{1,15}$/.test(password)) return true;
  const names = [url.searchParams.get("user") ?? decoded(url.username), url.pathname.slice(1), url.hostname];
  const known = new Set([...COMMON, ...names].map(plain));
  return known.has(plain(password)) || known.has(plain(password.replace(/[^a-z]+$/i, "")));
}

const COMMON = [
  ..."postgres postgresql password passwd passw0rd mypassword changeme changemenow changeit secret mysecret".split(" "),
  ..."mysecretpassword supersecret topsecret admin administrator root refill refillapp refillowner owner".split(" "),
  ..."test testing tester example default database dbpassword letmein welcome qwerty qwertyuiop abcdefgh".split(" "),
  ..."iloveyou production development staging localhost placeholder replaceme yourpassword dbuser".split(" "),
  ..."postgrespassword postgrespw passwordpassword postgrespostgres adminadmin rootroot".split(" "),
];

const FIGURES: Record<string, string> = {
  "@": "a",
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  $: "s",
  "7": "t",
};

/** The letters alone, in lower case, with the usual digit substitutions undone. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[@01345$7]/g, (figure) => FIGURES[figure] ?? figure)
    .replaceAll(/[^a-z]/g, "");
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
