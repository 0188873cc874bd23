import { z } from 'zod';
import { member } from '../../untyped';
import { LIMITS } from '../limits';
import { KvsSpace } from './kvs-space';

const ATTRIBUTE_TYPES = ['string', 'boolean', 'float', 'integer', 'any'] as const;

/** An entity as `app.storage.entities` of the manifest declares it. */
export const entitySchema = z.looseObject({
  name: z.string().regex(/^[a-z0-9:\-_.]{3,60}$/),
  attributes: z.record(z.string(), z.looseObject({ type: z.enum(ATTRIBUTE_TYPES) })),
});
export type DeclaredEntity = z.infer<typeof entitySchema>;

const conditionSchema = z.strictObject({
  property: z.string(),
  condition: z.enum(['EQUAL_TO', 'NOT_EQUAL_TO', 'EXISTS', 'NOT_EXISTS']),
  values: z.array(z.union([z.string(), z.number(), z.boolean()])).length(1),
});

/** Conditions of one operation in a transaction. Those that compare by order or by content are not modelled. */
export const conditionsSchema = z.union([
  z.strictObject({ and: z.array(conditionSchema).min(1) }),
  z.strictObject({ or: z.array(conditionSchema).min(1) }),
]);
export type Conditions = z.infer<typeof conditionsSchema>;

const holdsFor = (
  stored: unknown,
  { property, condition, values: [wanted] }: z.infer<typeof conditionSchema>,
): boolean => {
  const found = member(stored, property);
  switch (condition) {
    case 'EQUAL_TO':
      return found === wanted;
    case 'NOT_EQUAL_TO':
      return found !== undefined && found !== wanted;
    case 'EXISTS':
      return found !== undefined;
    case 'NOT_EXISTS':
      return found === undefined;
  }
};

/** Whether conditions hold for what is stored; of a key without a value no attribute exists. */
export function conditionsHold(stored: unknown, conditions: Conditions): boolean {
  return 'and' in conditions
    ? conditions.and.every((condition) => holdsFor(stored, condition))
    : conditions.or.some((condition) => holdsFor(stored, condition));
}

const { min, max } = LIMITS.kvs.entityInteger;
const isOfType = {
  string: (value: unknown) => typeof value === 'string',
  boolean: (value: unknown) => typeof value === 'boolean',
  float: (value: unknown) => typeof value === 'number',
  integer: (value: unknown) =>
    typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max,
  any: () => true,
};

/** What is wrong with a value of an entity, in words; undefined when nothing is. */
export function entityFault({ name, attributes }: DeclaredEntity, value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return `A value of the entity '${name}' is an object`;
  for (const [attribute, given] of Object.entries(value)) {
    const declared = attributes[attribute];
    if (!declared) return `The entity '${name}' has no attribute '${attribute}'`;
    if (!isOfType[declared.type](given))
      return `The attribute '${attribute}' of the entity '${name}' is of the type ${declared.type}`;
  }
  return undefined;
}

/** The values of every declared entity, each in a space of its own. */
export class KvsEntities {
  private readonly spaces: ReadonlyMap<
    string,
    { readonly declared: DeclaredEntity; readonly space: KvsSpace }
  >;

  constructor(declared: readonly DeclaredEntity[], now: () => number) {
    this.spaces = new Map(
      declared.map((entity) => [entity.name, { declared: entity, space: new KvsSpace(now) }]),
    );
  }

  find(name: string): { readonly declared: DeclaredEntity; readonly space: KvsSpace } | undefined {
    return this.spaces.get(name);
  }

  save(): Readonly<Record<string, ReturnType<KvsSpace['save']>>> {
    return Object.fromEntries([...this.spaces].map(([name, { space }]) => [name, space.save()]));
  }

  restore(saved: ReturnType<KvsEntities['save']>): void {
    for (const [name, entries] of Object.entries(saved)) this.spaces.get(name)?.space.restore(entries);
  }
}
