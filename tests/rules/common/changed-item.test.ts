import { isTellingPeopleOnly } from '../../../src/common/rules/changed-item';

const owner = { role: 'owner', beforeId: 'a', afterId: 'b', detail: 'owner replaced' };

it.each([
  ['people alone', { details: ['owner replaced'], people: [owner] }, true],
  ['people and words', { details: ['owner replaced', 'risk: low → high'], people: [owner] }, false],
  ['words alone', { details: ['risk: low → high'] }, false],
  ['nothing', { details: [] }, false],
])(
  'what says %s about an item stands in a line of its own only where it has words',
  (_what, item, expected) => {
    expect(isTellingPeopleOnly(item)).toBe(expected);
  },
);
