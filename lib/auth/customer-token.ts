import { hkdfSync } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
import { isUserScope, type UserScope } from "@/lib/auth/api-keys/scopes";
import { TOKEN_SECONDS, type TokenSettings } from "@/lib/auth/token";

/** What a token for a customer's browser starts with: it tells it from a person's own token. */
export const CUSTOMER_TOKEN_PREFIX = "rct_";

/** The customer, their `sessionVersion`, what the token may do, and the service key that asked for it. */
export type CustomerTokenClaims = {
  userId: string;
  version: number;
  keyId: string;
  scopes: readonly UserScope[];
  issuedAt: Date;
};

/**
 * Creates a token with which a customer's browser calls the API, for TOKEN_SECONDS. It names the service key that asked for it, and
 * is worth nothing once that key is. Like a person's token it expires by the machine's clock.
 */
export async function issueCustomerToken(
  { userId, version, keyId, scopes }: Omit<CustomerTokenClaims, "issuedAt">,
  settings: TokenSettings,
  at: Date,
): Promise<{ token: string; expiresAt: Date }> {
  const issued = Math.floor(at.getTime() / 1000);
  const jwt = await new SignJWT({ ver: version, key: keyId, scp: scopes })
    .setProtectedHeader({ alg: ALGORITHM, typ: "JWT" })
    .setSubject(userId)
    .setIssuer(issuer(settings))
    .setAudience(audience(settings))
    .setIssuedAt(issued)
    .setExpirationTime(issued + TOKEN_SECONDS)
    .sign(tokenKey(settings));
  return { token: `${CUSTOMER_TOKEN_PREFIX}${jwt}`, expiresAt: new Date((issued + TOKEN_SECONDS) * 1000) };
}

/** The content of a customer's token; null when it is forged, for another app, or expired. */
export async function verifyCustomerToken(token: string, settings: TokenSettings): Promise<CustomerTokenClaims | null> {
  if (!token.startsWith(CUSTOMER_TOKEN_PREFIX)) return null;
  try {
    const { payload } = await jwtVerify(token.slice(CUSTOMER_TOKEN_PREFIX.length), tokenKey(settings), {
      algorithms: [ALGORITHM],
      issuer: issuer(settings),
      audience: audience(settings),
      requiredClaims: ["sub", "exp", "iat", "ver", "key", "scp"],
    });
    const { sub, iat, ver, key, scp } = payload;
    if (sub === undefined || iat === undefined || typeof ver !== "number" || typeof key !== "string") return null;
    if (!Array.isArray(scp)) return null;
    return { userId: sub, version: ver, keyId: key, scopes: scp.filter(isUserScope), issuedAt: new Date(iat * 1000) };
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

const ALGORITHM = "HS256";

// A separate key (RFC 5869): a customer's token never verifies as a person's, which may do more.
function tokenKey({ secret }: TokenSettings): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", "refill customer token", 32));
}

const issuer = (settings: TokenSettings): string => new URL(settings.issuer).origin;
const audience = (settings: TokenSettings): string => `${issuer(settings)}/api/v1`;
