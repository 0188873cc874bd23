import { countsWhenUnknown } from './rule-match';
import type { PolicyRule, RuleConditions } from './policy';

/** A bit for each rule, 32 to a number. */
export type RuleBits = Int32Array;

const bitsFor = (rules: readonly PolicyRule[]): RuleBits => new Int32Array(Math.ceil(rules.length / 32));

/** All rules, before facts take some away. */
export const allOf = (rules: readonly PolicyRule[]): RuleBits => bitsFor(rules).fill(-1);

const setBit = (bits: RuleBits, position: number): void => {
  bits[position >>> 5] = (bits[position >>> 5] ?? 0) | (1 << (position & 31));
};

const UNKNOWN = 0;
const NAMED_BY_NO_RULE = 1;
const FIRST_NAMED = 2;

/** One fact of which rules name values, such as the department. */
export interface NamedFact {
  /** How many values the rules tell apart, with all others counting as one, and not to know it as another. */
  readonly count: number;
  /** The number of a value, whatever its case, below `count`. */
  readonly numberOf: (value: string | null) => number;
  /** Takes away the rules that name other values than this one. */
  readonly narrow: (bits: RuleBits, value: number) => void;
}

/** Lays out by value which rules name it; takes time in proportion to the values that are named. */
export function indexFact(
  rules: readonly PolicyRule[],
  named: (when: RuleConditions) => readonly string[] | undefined,
): NamedFact {
  const indifferent = bitsFor(rules);
  // by lower case, and as the rules write it, since most requests write it the same way
  const numbers = new Map<string, number>();
  let count = FIRST_NAMED;
  const positions: number[][] = [[], []];
  rules.forEach((rule, position) => {
    const values = named(rule.when);
    if (!values) {
      setBit(indifferent, position);
      return;
    }
    if (countsWhenUnknown(rule)) positions[UNKNOWN]?.push(position);
    for (const value of values) {
      const key = value.toLowerCase();
      const number = numbers.get(key) ?? count++;
      numbers.set(key, number).set(value, number);
      (positions[number] ??= []).push(position);
    }
  });
  return {
    count,
    numberOf: (value) => {
      if (value === null) return UNKNOWN;
      // of most facts few policies name any value
      if (numbers.size === 0) return NAMED_BY_NO_RULE;
      return numbers.get(value) ?? numbers.get(value.toLowerCase()) ?? NAMED_BY_NO_RULE;
    },
    narrow: (bits, value) => {
      const allowed = indifferent.slice();
      for (const position of positions[value] ?? []) setBit(allowed, position);
      keepCommon(bits, allowed);
    },
  };
}

/**
 * Lays out by answer, or not to know it, which rules a yes-or-no fact leaves.
 * @returns takes away the rules that want the other answer
 */
export function indexFlag(
  rules: readonly PolicyRule[],
  wanted: (when: RuleConditions) => boolean | undefined,
): (bits: RuleBits, value: boolean | null) => void {
  const left = { true: bitsFor(rules), false: bitsFor(rules), unknown: bitsFor(rules) };
  rules.forEach((rule, position) => {
    const value = wanted(rule.when);
    if (value !== false) setBit(left.true, position);
    if (value !== true) setBit(left.false, position);
    if (value === undefined || countsWhenUnknown(rule)) setBit(left.unknown, position);
  });
  return (bits, value) => {
    keepCommon(bits, value === null ? left.unknown : value ? left.true : left.false);
  };
}

function keepCommon(bits: RuleBits, allowed: RuleBits): void {
  for (let word = 0; word < bits.length; word++) bits[word] = (bits[word] ?? 0) & (allowed[word] ?? 0);
}
