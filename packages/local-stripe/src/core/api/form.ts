import { invalid } from "./errors";

/** A decoded form: leaves are strings, `a[b]` is an object, `a[]` and `a[0]` are arrays. */
export type RawValue = string | RawValue[] | RawObject;
export interface RawObject {
  [key: string]: RawValue;
}

interface Node {
  leaf?: string;
  children: Map<string, Node>;
}

/** Decodes `a[b][0]=c`, as the SDKs and curl send it. */
export function decodeForm(text: string): RawObject {
  const root: Node = { children: new Map() };
  for (const [name, value] of new URLSearchParams(text)) {
    let node = root;
    for (const key of pathOf(name)) node = child(node, key === "" ? String(node.children.size) : key);
    node.leaf = value;
  }
  const decoded: RawObject = {};
  for (const [key, node] of root.children) decoded[key] = build(node);
  return decoded;
}

function pathOf(name: string): string[] {
  const bracket = name.indexOf("[");
  if (bracket === -1) return [name];
  const rest = name.slice(bracket);
  if (!/^(\[[^[\]]*\])+$/.test(rest)) throw invalid(`Invalid parameter name: ${name}`, name);
  return [name.slice(0, bracket), ...rest.slice(1, -1).split("][")];
}

function child(node: Node, key: string): Node {
  const existing = node.children.get(key);
  if (existing !== undefined) return existing;
  const fresh: Node = { children: new Map() };
  node.children.set(key, fresh);
  return fresh;
}

function build(node: Node): RawValue {
  if (node.children.size === 0) return node.leaf ?? "";
  const keys = [...node.children.keys()];
  if (keys.every((key) => /^\d+$/.test(key))) {
    return keys.sort((a, b) => Number(a) - Number(b)).map((key) => build(child(node, key)));
  }
  const object: RawObject = {};
  for (const [key, value] of node.children) object[key] = build(value);
  return object;
}
