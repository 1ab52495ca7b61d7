import { hkdfSync } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";

/** The lifetime of a bearer token. */
export const TOKEN_SECONDS = 15 * 60;

/** `secret` is the app's; `issuer` is its public address (APP_URL). */
export type TokenSettings = { secret: string; issuer: string };

/** The user, their `sessionVersion`, and when they proved their identity to get the token. */
export type TokenClaims = { userId: string; version: number; authenticatedAt: Date };

/**
 * Creates a bearer token for the API. It contains the user's id and session version; role and lock are read from the
 * database on each use. It expires by the machine's clock, like the session cookie: the local clock affects billing, not
 * sign-in.
 */
export function issueToken(
  { userId, version }: Pick<TokenClaims, "userId" | "version">,
  settings: TokenSettings,
): Promise<string> {
  return new SignJWT({ ver: version })
    .setProtectedHeader({ alg: ALGORITHM, typ: "JWT" })
    .setSubject(userId)
    .setIssuer(issuer(settings))
    .setAudience(audience(settings))
    .setIssuedAt()
    .setExpirationTime(`${TOKEN_SECONDS}s`)
    .sign(tokenKey(settings));
}

/** The content of a bearer token; null when it is forged, for another app, or expired. */
export async function verifyToken(token: string, settings: TokenSettings): Promise<TokenClaims | null> {
  try {
    const { payload } = await jwtVerify(token, tokenKey(settings), {
      algorithms: [ALGORITHM],
      issuer: issuer(settings),
      audience: audience(settings),
      requiredClaims: ["sub", "exp", "iat", "ver"],
    });
    const { sub, iat, ver } = payload;
    if (sub === undefined || iat === undefined || typeof ver !== "number") return null;
    return { userId: sub, version: ver, authenticatedAt: new Date(iat * 1000) };
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

const ALGORITHM = "HS256";

// A separate key (RFC 5869): a session cookie never verifies as a token, nor a token as a cookie.
function tokenKey({ secret }: TokenSettings): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", "refill api bearer token", 32));
}

const issuer = (settings: TokenSettings): string => new URL(settings.issuer).origin;
const audience = (settings: TokenSettings): string => `${issuer(settings)}/api/v1`;
