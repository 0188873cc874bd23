export const conflictMessages = {
  status: 'Conflicting duties',
  explanation: ' has access that the policy doesn’t let one person have together. Remove one of them.',
  has: 'Has',
  with: 'Together with',
  why: 'Why',
  rule: 'Rule',
  ruleOfVersion: (rule: string, version: number): string => `${rule} (policy version ${version})`,
};
