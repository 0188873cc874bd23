import { counted } from '../../src/common/rules/plural';

export const loading = 'Loading the access request';
export const notAnAccessRequest = 'This ticket isn’t an access request, so there’s nothing to check.';
export const forWhom = 'for';
export const premium = 'Premium';
export const fulfillment = { title: 'Fulfillment', by: 'Fulfilled by', record: 'Evidence record' };
export const why = {
  show: 'Show reasons',
  hide: 'Hide reasons',
  fromBefore: 'From before the change:',
  rules: (rules: readonly string[], version: number): string =>
    `Policy version ${version}, ${counted(rules.length, { one: 'rule', other: 'rules' })} ${rules.join(', ')}`,
};
