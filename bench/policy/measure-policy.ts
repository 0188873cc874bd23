import { compilePolicy } from '../../src/policy/rules/compile-policy';
import { decide } from '../../src/policy/rules/evaluate-policy';
import type { Policy, PolicyFacts, PolicyRule } from '../../src/policy/rules/policy';
import { plainFacts, type Peer } from './common-ground';
import { compareAnswers, prepareComparison } from './comparison';

const SEED = 11;
const RULES = 500;
const REQUESTS = 10_000;
/** Small enough to pass without the machine turning to something else, which the best of the rounds then shows. */
const SLICE = 250;
const ROUNDS = 40;
/** Engines that need milliseconds for an answer are timed on every so many-th request, each the best of a few rounds. */
const PEER_SAMPLE = 200;
const PEER_ROUNDS = 3;
const COMPARE_SECONDS = 60;
const GROWTH = [500, 2_000, 8_000];

/** Keeps the compiler from leaving out work whose result nobody reads. */
const kept = { sum: 0 };

/**
 * Our evaluator beside other engines with the same rules, and beside a look-up in a Map of what is asked for.
 * @returns decisions a second, how many times ours is faster, and whether the answers are the same
 */
export async function measurePolicy() {
  const comparison = await prepareComparison(SEED, RULES, REQUESTS);
  const { policy, requests } = comparison;
  const agreements = [];
  const peers: Record<string, number> = {};
  for (const peer of comparison.peers) {
    const began = performance.now();
    const inTime = (): boolean => performance.now() - began < COMPARE_SECONDS * 1_000;
    agreements.push({ peer: peer.name, ...(await compareAnswers(comparison, peer, inTime)) });
    peers[peer.name] = perSecond(await peerNanoseconds(peer, requests));
  }
  const disagreements = agreements.flatMap((agreement) => agreement.disagreements);
  for (const disagreement of disagreements.slice(0, 3))
    process.stderr.write(`Not the same answer: ${JSON.stringify(disagreement)}\n`);

  const ours = decisionNanoseconds(policy, requests);
  const map = mapNanoseconds(requests);
  const growth = GROWTH.map((count) =>
    decisionNanoseconds(withRulesThatCannotMatch(policy, count), requests),
  );
  return {
    oursPerSecond: perSecond(ours),
    peers,
    ratioToFastest: rounded(perSecond(ours) / Math.max(...Object.values(peers))),
    ratioToMap: rounded(ours / map.withKeyMade),
    agree: disagreements.length === 0,
    ratioToMapWithReadyKey: rounded(ours / map.withReadyKey),
    rules: RULES,
    requests: REQUESTS,
    compared: Object.fromEntries(agreements.map(({ peer, compared }) => [peer, compared])),
    timedRequestsOfPeers: PEER_SAMPLE,
    nanosecondsByRules: Object.fromEntries(GROWTH.map((count, index) => [count, rounded(growth[index]!)])),
    timesSlowerWith16TimesTheRules: rounded(growth.at(-1)! / growth[0]!),
  };
}

function decisionNanoseconds(policy: Policy, requests: readonly PolicyFacts[]): number {
  const compiled = compilePolicy(policy);
  return bestNanoseconds(requests, (slice) => {
    for (const request of slice) kept.sum += decide(compiled, request).rules.length;
  });
}

/** What anybody pays who looks a request up by what it asks for, with and without making the key first. */
function mapNanoseconds(requests: readonly PolicyFacts[]) {
  const keyOf = ({ applicationKey, tierKey }: PolicyFacts): string => `${applicationKey}/${tierKey}`;
  const map = new Map(requests.map((request, index) => [keyOf(request), index]));
  return {
    withKeyMade: bestNanoseconds(requests, (slice) => {
      for (const { applicationKey, tierKey } of slice)
        kept.sum += map.get(`${applicationKey}/${tierKey}`) ?? 0;
    }),
    withReadyKey: bestNanoseconds(requests.map(keyOf), (slice) => {
      for (const key of slice) kept.sum += map.get(key) ?? 0;
    }),
  };
}

/** Nanoseconds for each item: every slice counts with its best round, so that a busy machine does not show. */
function bestNanoseconds<T>(items: readonly T[], work: (slice: readonly T[]) => void): number {
  const slices = Array.from({ length: Math.ceil(items.length / SLICE) }, (_, index) =>
    items.slice(index * SLICE, (index + 1) * SLICE),
  );
  const best = slices.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++) {
    slices.forEach((slice, index) => {
      const began = performance.now();
      work(slice);
      best[index] = Math.min(best[index]!, performance.now() - began);
    });
  }
  return (best.reduce((sum, milliseconds) => sum + milliseconds, 0) * 1e6) / items.length;
}

async function peerNanoseconds(peer: Peer, requests: readonly PolicyFacts[]): Promise<number> {
  const step = Math.ceil(requests.length / PEER_SAMPLE);
  const questions = requests
    .filter((_, index) => index % step === 0)
    .map((request) => peer.question(plainFacts(request)));
  let milliseconds = 0;
  for (const ask of questions) {
    let best = Infinity;
    for (let round = 0; round < PEER_ROUNDS; round++) {
      const began = performance.now();
      const answer = ask();
      if (answer instanceof Promise) await answer;
      best = Math.min(best, performance.now() - began);
    }
    milliseconds += best;
  }
  return (milliseconds * 1e6) / questions.length;
}

/**
 * Adds rules up to `count`, half about applications that nobody asks for, half about departments that nobody is in.
 * The latter allow, since a rule that requires would count for people whose department is unknown.
 */
export function withRulesThatCannotMatch({ version, rules }: Policy, count: number): Policy {
  const added = Array.from({ length: Math.max(0, count - rules.length) }, (_, index): PolicyRule => {
    const nowhere = [`nowhere-${index}`];
    return {
      id: `zz-${index}`,
      description: `Rule ${index} is about something that does not exist.`,
      ...(index % 2 === 0
        ? { when: { applications: nowhere }, effect: { kind: 'forbid' } }
        : { when: { departments: nowhere }, effect: { kind: 'auto-approve' } }),
    };
  });
  return { version, rules: [...rules, ...added] };
}

const perSecond = (nanoseconds: number): number => Math.round(1e9 / nanoseconds);
const rounded = (value: number): number => Math.round(value * 10) / 10;
