/** An own property of a record by an untrusted name; never an inherited one such as "constructor". */
export function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
