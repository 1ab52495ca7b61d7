import { z } from "zod";

/** The address of a database, as the driver reads it: without a host it is a socket. */
export function databaseUrl(name: string) {
  return z
    .string({ error: `Set ${name}, such as postgres://user:password@localhost:5432/refill.` })
    .regex(/^postgres(ql)?:\/\//, `${name} must start with postgres://.`)
    .refine((url) => URL.canParse(url, "postgres://base"), {
      error:
        `${name} is not a valid address. A password in it must not contain / or other special characters: ` +
        "make one with openssl rand -hex 24, or percent-encode it.",
    });
}

/** The same for one that may be left empty. */
export function optionalDatabaseUrl(name: string) {
  return z.preprocess((value) => (value === "" ? undefined : value), databaseUrl(name).optional());
}
