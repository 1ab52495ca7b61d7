import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { seal, type Unsealed, unseal } from "@/lib/sealed";

/** A new secret of an endpoint, as the specification writes it: whsec_ and 32 random bytes in base64. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString("base64")}`;
}

export function sealSecret(secret: string, endpointId: string): Uint8Array<ArrayBuffer> {
  return seal(secret, { purpose: "webhook secret", owner: endpointId });
}

/** Throws when it was sealed with a NEXTAUTH_SECRET that is gone: the endpoint's secret has to be rolled. */
export function openSecret(sealed: Uint8Array, endpointId: string): Unsealed {
  const opened = unseal(sealed, { purpose: "webhook secret", owner: endpointId });
  if (!opened) throw new LostSecretError();
  return opened;
}

export class LostSecretError extends Error {
  constructor() {
    super("The secret cannot be read: NEXTAUTH_SECRET changed. Roll the secret.");
  }
}

type Signed = { id: string; at: Date; body: string };

/** The headers of a message: a signature for each secret, so that either is enough to verify it. */
export function signedHeaders({ id, at, body }: Signed, secrets: readonly string[]): Record<string, string> {
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(" "),
  };
}

/** A message's id for its receivers, the same for every attempt and endpoint. */
export function messageIdOf(id: string): string {
  return `msg_${id.replaceAll("-", "")}`;
}
