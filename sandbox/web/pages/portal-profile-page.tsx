import Text from '@atlaskit/primitives/text';
import type { ReactNode } from 'react';
import { useSession } from '../env/session';
import { Page, Panel } from '../parts/page';
import { Nothing } from '../parts/states';
import { Surface } from '../ui-kit/surface';

/** The viewer's own profile in the portal, with the panels that the app adds to it. */
export function PortalProfilePage(): ReactNode {
  const { session } = useSession();
  const { viewer, projects } = session;
  const modules = session.modules.filter(({ type }) => type === 'jiraServiceManagement:portalProfilePanel');
  return (
    <Page
      title="Profile"
      width="narrow"
      crumbs={projects
        .slice(0, 1)
        .map(({ name, portalId }) => ({ text: name, href: `/servicedesk/customer/portal/${portalId}` }))}
    >
      <Text as="p">{viewer ? `${viewer.displayName}, ${viewer.email}` : ''}</Text>
      {modules.length === 0 ? (
        <Nothing
          header="The app adds nothing to the profile"
          description="Its manifest declares no profile panel."
        />
      ) : (
        modules.map((module) => (
          <Panel key={module.key} title={module.title ?? module.key}>
            <Surface module={module} place={{ page: 'portal-profile' }} />
          </Panel>
        ))
      )}
    </Page>
  );
}
