/** An empty handler, the floor of the HTTP scenarios. Added to the measured copy of the app. */
export const POST = async (): Promise<Response> => Response.json({ ok: true });
