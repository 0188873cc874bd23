import type { Scene } from './scene';

const onRule = (
  actionKey: 'look-up-pool' | 'check-approvals',
  state: string,
  more: Partial<Scene> = {},
): Scene => ({
  surface: actionKey,
  state,
  as: 'lead',
  prepare: () => Promise.resolve(`/jira/settings/automation/${actionKey}`),
  ...more,
});

/** Forms of actions in a rule of Automation. */
export const ruleScenes: readonly Scene[] = [
  onRule('look-up-pool', 'empty'),
  onRule('look-up-pool', 'chosen-narrow', {
    width: 480,
    act: async (page) => {
      await page.getByRole('combobox', { name: 'License pool' }).fill('Figma Pre');
      await page.keyboard.press('Enter');
      await page.getByText('Figma Premium', { exact: true }).waitFor();
    },
  }),
  onRule('look-up-pool', 'forbidden', { as: 'agent' }),
  onRule('look-up-pool', 'loading', { calls: 'hang' }),
  onRule('look-up-pool', 'failed', { calls: 'fail' }),
  onRule('check-approvals', 'ready'),
];
