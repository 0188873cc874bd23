import type { Decision } from './policy';

type Stages = Decision['stages'];

/** Stages that are asked for together, and what they become when others are added. */
export interface StageSum {
  readonly stages: Stages;
  readonly with: Map<StageSum, StageSum>;
}

/** Adds stages up, and remembers each sum: a policy has few of them, and each decision needs one. */
export interface StageSums {
  readonly none: StageSum;
  readonly of: (stages: Stages) => StageSum;
  readonly add: (a: StageSum, b: StageSum) => StageSum;
}

/** @param addUp brings any stages into one list that says each once; the same whatever the order they come in */
export function stageSums(addUp: (stages: Stages) => Stages): StageSums {
  const known = new Map<string, StageSum>();
  const of = (asked: Stages): StageSum => {
    const stages = addUp(asked);
    const key = JSON.stringify(stages);
    const sum = known.get(key) ?? { stages, with: new Map<StageSum, StageSum>() };
    known.set(key, sum);
    return sum;
  };
  return {
    none: of([]),
    of,
    add: (a, b) => {
      const before = a.with.get(b);
      if (before) return before;
      const sum = of([...a.stages, ...b.stages]);
      a.with.set(b, sum);
      return sum;
    },
  };
}
