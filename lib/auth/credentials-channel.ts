/** The users whose standing changed, by a payload of the channel `credentials`: user:<id>, or users:<id>,<id>,… */
export function usersIn(payload: string): Set<string> {
  const [, ids = ""] = /^users?:(.*)$/.exec(payload) ?? [];
  return new Set(ids.split(",").filter(Boolean));
}
