import { join } from "node:path";
import ts from "typescript";

/** The SDK's declarations, read with the compiler: what it says an object must have. */
export class SdkTypes {
  private readonly checker: ts.TypeChecker;
  private readonly tables: ts.InterfaceDeclaration;

  constructor() {
    const path = join(import.meta.dirname, "../core/store/tables.ts");
    const program = ts.createProgram([path], {
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      target: ts.ScriptTarget.ES2023,
      strict: true,
      skipLibCheck: true,
      noEmit: true,
      types: ["node"],
    });
    this.checker = program.getTypeChecker();
    const found = program.getSourceFile(path)?.statements.find((each) => {
      return ts.isInterfaceDeclaration(each) && each.name.text === "Tables";
    });
    if (found === undefined || !ts.isInterfaceDeclaration(found)) throw new Error("there is no interface Tables");
    this.tables = found;
  }

  /** Tables that hold the SDK's objects, with the type each holds (`Stripe.Customer` of `Wire<Stripe.Customer>`). */
  stored(): Map<string, ts.Type> {
    const types = new Map<string, ts.Type>();
    for (const member of this.tables.members) {
      if (!ts.isPropertySignature(member) || member.type === undefined || !ts.isTypeReferenceNode(member.type))
        continue;
      const [argument] = member.type.typeArguments ?? [];
      if (argument !== undefined && member.type.typeName.getText() === "Wire") {
        types.set(member.name.getText(), this.checker.getTypeFromTypeNode(argument));
      }
    }
    return types;
  }

  /** What is wrong with a stored value, a line each: fields missing, invented, or of another kind. */
  faults(value: unknown, type: ts.Type, path: string): string[] {
    const options = type.isUnion() ? type.types : [type];
    if (options.some((each) => (each.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0)) return [];
    const attempts = options.map((each) => this.faultsAs(value, each, path));
    const best = attempts.reduce((a, b) => (a.length <= b.length ? a : b));
    return best;
  }

  private faultsAs(value: unknown, type: ts.Type, path: string): string[] {
    const said = `${path} is ${JSON.stringify(value)?.slice(0, 60)}, not ${this.checker.typeToString(type)}`;
    // A fault of the kind as a whole weighs more than anything inside the right kind.
    const wrong = Array.from({ length: 1000 }, () => said);
    const { flags } = type;
    if (value === null) return (flags & ts.TypeFlags.Null) === 0 ? wrong : [];
    if (value === undefined) return (flags & ts.TypeFlags.Undefined) === 0 ? wrong : [];
    if (typeof value === "boolean") return (flags & ts.TypeFlags.BooleanLike) === 0 ? wrong : [];
    if (typeof value === "number") return (flags & ts.TypeFlags.NumberLike) === 0 ? wrong : [];
    if (typeof value === "string") return this.mayBeText(value, type) ? [] : wrong;
    if (Array.isArray(value)) {
      const [element] = this.checker.isArrayType(type) ? this.checker.getTypeArguments(type as ts.TypeReference) : [];
      if (element === undefined) return wrong;
      return value.flatMap((each, at) => this.faults(each, element, `${path}[${at}]`));
    }
    if ((flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection)) === 0 || this.checker.isArrayType(type))
      return wrong;
    return this.fieldFaults({ ...(value as object) }, type, path);
  }

  private fieldFaults(value: Record<string, unknown>, type: ts.Type, path: string): string[] {
    const faults: string[] = [];
    const index = this.checker.getIndexTypeOfType(type, ts.IndexKind.String);
    for (const property of this.checker.getPropertiesOfType(type)) {
      const { name } = property;
      const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
      // The SDK adds what travels in headers.
      if (name === "lastResponse") continue;
      if (!(name in value) || value[name] === undefined) {
        if (!isOptional) faults.push(`${path}.${name} is missing`);
        continue;
      }
      faults.push(...this.faults(value[name], this.checker.getTypeOfSymbol(property), `${path}.${name}`));
    }
    for (const key of Object.keys(value)) {
      if (index === undefined && value[key] !== undefined && type.getProperty(key) === undefined) {
        faults.push(`${path}.${key} is not in the SDK's types`);
      }
    }
    return faults;
  }

  /** Decimals travel as strings, and so does every reference to another object. */
  private mayBeText(value: string, type: ts.Type): boolean {
    if (type.isStringLiteral()) return type.value === value;
    if ((type.flags & ts.TypeFlags.StringLike) !== 0) return true;
    return type.isIntersection() || type.symbol?.name === "Decimal";
  }
}
