import { compareAnswers, prepareComparison, type Comparison } from '../../bench/policy/comparison';
import { withRulesThatCannotMatch } from '../../bench/policy/measure-policy';
import { compilePolicy } from '../../src/policy/rules/compile-policy';
import { decide } from '../../src/policy/rules/evaluate-policy';

describe('the policy benchmark', () => {
  let comparison: Comparison;
  beforeAll(async () => {
    comparison = await prepareComparison(3, 80, 60);
  });

  it('asks about requests of every outcome', () => {
    const outcomes = comparison.requests.map((request) => decide(comparison.compiled, request).effect);
    expect(new Set(outcomes)).toEqual(new Set(['deny', 'require-approval', 'auto-approve']));
  });

  it.each(['cedar-wasm', 'json-rules-engine', 'casbin'])(
    'gets the same answers from %s as from our evaluator',
    async (name) => {
      const peer = comparison.peers.find((candidate) => candidate.name === name)!;
      expect(await compareAnswers(comparison, peer)).toEqual({ compared: 60, disagreements: [] });
    },
  );

  it('notices an engine that answers something else', async () => {
    const { disagreements } = await compareAnswers(comparison, {
      name: 'yes-man',
      question: () => () => ({ effect: 'auto-approve', stages: [], maxDays: null, rules: null }),
    });
    expect(disagreements.length).toBeGreaterThan(0);
  });

  it('adds rules that cannot match, and so change no answer', () => {
    const larger = compilePolicy(withRulesThatCannotMatch(comparison.policy, 400));
    for (const request of comparison.requests)
      expect(decide(larger, request)).toEqual(decide(comparison.compiled, request));
  });
});
