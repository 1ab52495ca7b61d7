/** What a record has of its own under a name from outside; never what every object inherits, such as "constructor". */
export function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
