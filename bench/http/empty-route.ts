/** What an empty handler of the app costs: the floor of the HTTP scenarios. Put into the measured copy of the app. */
export const POST = async (): Promise<Response> => Response.json({ ok: true });
