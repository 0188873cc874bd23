import { problemsOfAnswer } from '../support/answer-problems';

const done = { ok: true, data: { done: true } };

describe('answers are parsed by the types of their contracts', () => {
  it('finds nothing wrong with what the contract says, with refusals, and with other apps’ calls', () => {
    expect(problemsOfAnswer('pools/reserve', done)).toEqual([]);
    expect(problemsOfAnswer('pools/reserve', { ok: false, error: {} })).toEqual([]);
    expect(problemsOfAnswer('another/app', { ok: true, data: 1 })).toEqual([]);
    expect(problemsOfAnswer('feed/revoke', { ok: true, data: null })).toEqual([]);
  });

  it('names what is wrong, missing or too much', () => {
    expect(problemsOfAnswer('pools/reserve', { ok: true, data: { done: 'yes' } })).toEqual([
      expect.stringContaining('pools/reserve/done must be equal to constant'),
    ]);
    expect(problemsOfAnswer('pools/list', { ok: true, data: {} })[0]).toContain(
      'must have required property',
    );
    expect(problemsOfAnswer('pools/reserve', { ok: true, data: { done: true, secret: 1 } })).toEqual([
      expect.stringContaining('must NOT have additional properties'),
    ]);
  });
});
