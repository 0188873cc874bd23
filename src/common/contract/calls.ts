import type * as z from '#zod';

/** One call: what parses its payload, and what it answers. */
export interface CallTypes<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Input;
  readonly output: Output;
}

/** Calls by key. */
export type AnyCalls = Readonly<Record<string, CallTypes>>;

/** The two halves of a contract as one type by key. A key that stands in one of them alone does not compile. */
export type Calls<
  Inputs extends Readonly<Record<string, z.ZodType>>,
  Outputs extends Record<keyof Inputs, unknown> & Record<Exclude<keyof Outputs, keyof Inputs>, never>,
> = { readonly [Key in keyof Inputs & keyof Outputs]: CallTypes<Inputs[Key], Outputs[Key]> };

/** The schemas that parse the payloads of these calls. */
export type InputsOf<C extends AnyCalls> = { readonly [Key in keyof C]: C[Key]['input'] };

/**
 * What a surface can call, in one map by key, of the contracts it is made of.
 * @see src/flows/contract/surfaces.ts
 */
export type CallsOf<Surface> = Together<Surface[keyof Surface]>;

type Together<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

/** What is sent with a call; parsing fills in what is left out. */
export type PayloadOf<C extends AnyCalls, Key extends keyof C> = DeepReadonly<z.input<C[Key]['input']>>;

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;
