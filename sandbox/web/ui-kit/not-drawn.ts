const NO_FULL_PAGE = 'The sandbox shows no app outside of Jira, and only those have a frame of their own.';

/**
 * What @forge/react exports and the sandbox does not draw, each with the reason that its place on the page
 * shows. A test holds that everything else is drawn.
 */
export const notDrawn: Readonly<Record<string, string>> = {
  CustomFieldEdit: 'The sandbox has no custom fields of apps.',
  Frame: 'It runs a static resource in a frame of its own, and the sandbox serves no static resources.',
  ...Object.fromEntries(
    [
      'CreateButton',
      'CreateMenuItem',
      'ExpandableMenuItem',
      'FlyOutMenuItem',
      'Global',
      'HelpLink',
      'LinkMenuItem',
      'Main',
      'MenuSection',
      'MenuSpacer',
      'PersonalSettings',
      'PersonalSettingsItem',
      'ReorderableMenuItems',
      'SearchableFlyoutMenuItems',
      'Sidebar',
      'SidebarFooter',
    ].map((name) => [name, NO_FULL_PAGE]),
  ),
};
