import { compilePolicy, type CompiledPolicy } from '../../src/policy/rules/compile-policy';
import { decide } from '../../src/policy/rules/evaluate-policy';
import type { Policy, PolicyFacts } from '../../src/policy/rules/policy';
import { casbinPeer } from './casbin-peer';
import { cedarPeer } from './cedar-peer';
import { answerOf, plainFacts, sameAnswer, type Answer, type Peer } from './common-ground';
import { jsonRulesEnginePeer } from './json-rules-engine-peer';
import { madeUpPolicy, madeUpRequests } from './made-up-policy';

/** The same rules in every engine, and requests to ask them about. */
export interface Comparison {
  readonly policy: Policy;
  readonly compiled: CompiledPolicy;
  readonly requests: readonly PolicyFacts[];
  readonly peers: readonly Peer[];
}

export async function prepareComparison(seed: number, rules: number, requests: number): Promise<Comparison> {
  const policy = madeUpPolicy(seed, rules);
  return {
    policy,
    compiled: compilePolicy(policy),
    requests: madeUpRequests(seed + 1, seed, requests),
    peers: [cedarPeer(policy), jsonRulesEnginePeer(policy), await casbinPeer(policy)],
  };
}

export interface Disagreement {
  readonly peer: string;
  readonly request: PolicyFacts;
  readonly ours: Answer;
  readonly theirs: Answer;
}

export interface Agreement {
  /** How many requests both were asked about. */
  readonly compared: number;
  readonly disagreements: readonly Disagreement[];
}

/** Asks an engine about all requests, or about as many as fit while `mayGoOn` says so, and holds it against ours. */
export async function compareAnswers(
  { compiled, requests }: Comparison,
  peer: Peer,
  mayGoOn: () => boolean = () => true,
): Promise<Agreement> {
  const disagreements: Disagreement[] = [];
  let compared = 0;
  for (const request of requests) {
    if (!mayGoOn()) break;
    const ours = answerOf(decide(compiled, request));
    const theirs = await peer.question(plainFacts(request))();
    compared += 1;
    if (!sameAnswer(ours, theirs)) disagreements.push({ peer: peer.name, request, ours, theirs });
  }
  return { compared, disagreements };
}
