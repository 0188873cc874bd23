import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './root';

/*
 * What calls answer is said once, by the types of the contracts. Tests parse answers with JSON Schemas that are made of
 * these types by the compiler, once for a state of the contracts, and kept in `.cache`.
 */

/** A JSON Schema, as far as types of answers need one. */
export type Schema = Readonly<Record<string, unknown>>;

const SURFACES = join(ROOT, 'src/flows/contract/surfaces.ts');
const CACHE = join(ROOT, '.cache/answer-schemas');

/** One schema that has each call's answer under its key, `#/$defs/answers/properties/<key>`. */
export function answerSchemas(): Schema {
  const path = join(CACHE, `${digestOfTypes()}.json`);
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as Schema;
  const made = new SchemaMaker().ofAnswers();
  mkdirSync(CACHE, { recursive: true });
  const temporary = `${path}.${randomUUID()}`;
  writeFileSync(temporary, JSON.stringify(made));
  renameSync(temporary, path);
  return made;
}

function digestOfTypes(): string {
  const hash = createHash('sha256').update(readFileSync(__filename));
  const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(^|\/)(contract|rules)\//.test(name) && name.endsWith('.ts'))
    .sort();
  for (const file of files) hash.update(file).update(readFileSync(join(ROOT, 'src', file)));
  return hash.digest('hex').slice(0, 16);
}

class SchemaMaker {
  private readonly program = ts.createProgram([SURFACES], {
    strict: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    skipLibCheck: true,
    types: ['node'],
    noEmit: true,
  });
  private readonly checker = this.program.getTypeChecker();
  private readonly names = new Map<ts.Type, string>();
  private readonly definitions: Record<string, Schema> = {};

  ofAnswers(): Schema {
    const source = this.program.getSourceFile(SURFACES);
    const module = source && this.checker.getSymbolAtLocation(source);
    if (!source || !module) throw new Error(`${SURFACES} cannot be read`);
    const properties: Record<string, Schema> = {};
    for (const surface of this.checker.getExportsOfModule(module)) {
      for (const part of this.checker.getDeclaredTypeOfSymbol(surface).getProperties()) {
        for (const call of this.checker.getTypeOfSymbolAtLocation(part, source).getProperties()) {
          const output = this.checker.getTypeOfSymbolAtLocation(call, source).getProperty('output');
          if (!output) throw new Error(`${call.name} says nothing of its output`);
          properties[call.name] = this.schemaOf(
            this.checker.getTypeOfSymbolAtLocation(output, source),
            call.name,
          );
        }
      }
    }
    return { $defs: { ...this.definitions, answers: { properties } } };
  }

  private schemaOf(type: ts.Type, where: string): Schema {
    const { flags } = type;
    if (flags & ts.TypeFlags.Unknown) return {};
    if (flags & ts.TypeFlags.Null) return { type: 'null' };
    if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
    if (flags & ts.TypeFlags.BooleanLiteral) return { const: this.checker.typeToString(type) === 'true' };
    if (flags & ts.TypeFlags.Boolean) return { type: 'boolean' };
    if (flags & (ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral)) return { type: 'string' };
    if (flags & ts.TypeFlags.Number) return { type: 'number' };
    if (type.isUnion())
      // what is undefined is left out on the way
      return {
        anyOf: type.types
          .filter((one) => !(one.flags & ts.TypeFlags.Undefined))
          .map((one) => this.schemaOf(one, where)),
      };
    if (flags & ts.TypeFlags.Object || type.isIntersection()) return this.reference(type, where);
    throw new Error(`${where} is of a type that no answer has: ${this.checker.typeToString(type)}`);
  }

  private reference(type: ts.Type, where: string): Schema {
    let name = this.names.get(type);
    if (name === undefined) {
      name = `t${this.names.size}`;
      this.names.set(type, name);
      this.definitions[name] = this.objectOf(type, where);
    }
    return { $ref: `#/$defs/${name}` };
  }

  private objectOf(type: ts.Type, where: string): Schema {
    if (this.checker.isTupleType(type)) {
      const items = this.checker.getTypeArguments(type as ts.TypeReference);
      return {
        type: 'array',
        items: items.map((item, index) => this.schemaOf(item, `${where}[${index}]`)),
        minItems: items.length,
        maxItems: items.length,
      };
    }
    const item = this.checker.isArrayType(type) ? type.getNumberIndexType() : undefined;
    if (item) return { type: 'array', items: this.schemaOf(item, `${where}[]`) };
    if (type.getCallSignatures().length > 0) throw new Error(`${where} is a function`);
    const rest = type.getStringIndexType();
    const properties: Record<string, Schema> = {};
    const required: string[] = [];
    for (const property of type.getProperties()) {
      const of = this.checker.getTypeOfSymbol(property);
      properties[property.name] = this.schemaOf(of, `${where}.${property.name}`);
      const mayBeUndefined = of.isUnion() && of.types.some(({ flags }) => flags & ts.TypeFlags.Undefined);
      if (!(property.flags & ts.SymbolFlags.Optional) && !mayBeUndefined) required.push(property.name);
    }
    return {
      type: 'object',
      properties,
      required,
      additionalProperties: rest ? this.schemaOf(rest, `${where}[key]`) : false,
    };
  }
}
