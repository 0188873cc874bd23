import { IconButton, LinkButton } from '@atlaskit/button/new';
import Edit from '@atlaskit/icon/core/edit';
import Refresh from '@atlaskit/icon/core/refresh';
import SectionMessage from '@atlaskit/section-message';
import { useMemo, useState, type ReactNode } from 'react';
import { getDashboard, saveGadget, type Gadget } from '../api/dashboards';
import type { Module, Session } from '../api/session';
import { useSession, useViewer } from '../env/session';
import { showFailure } from '../env/flags';
import { Page, Panel } from '../parts/page';
import { Cards } from '../parts/skeleton';
import { Loaded, NoPermission, Nothing } from '../parts/states';
import { useData } from '../parts/use-data';
import { PageBus } from '../ui-kit/page-bus';
import { Surface } from '../ui-kit/surface';
import { DashboardWidget } from './dashboard-widget';

const GADGET_HEIGHT = 280;
const WIDGET = 'dashboards:widget';

export function DashboardPage({ dashboardId }: { readonly dashboardId: string }): ReactNode {
  const viewer = useViewer();
  const dashboard = useData(`dashboard ${dashboardId}`, () => getDashboard(dashboardId));
  const title = dashboard.value.state === 'ready' ? dashboard.value.data.name : 'Dashboard';
  const { dashboards, modules } = useSession().session;
  const isWidget = ({ moduleKey }: Gadget): boolean =>
    modules.some(({ key, type }) => key === moduleKey && type === WIDGET);
  return (
    <Page
      title={title}
      crumbs={[{ text: 'Dashboards', href: `/jira/dashboards/${dashboardId}` }]}
      actions={<OtherDashboards dashboards={dashboards.filter(({ id }) => id !== dashboardId)} />}
    >
      {viewer?.kind === 'customer' ? (
        <NoPermission what="this dashboard" reason="Dashboards are for people with a Jira license." />
      ) : (
        <Loaded of={dashboard} what="this dashboard" skeleton={<Cards count={2} height={GADGET_HEIGHT} />}>
          {({ gadgets }) =>
            gadgets.length === 0 ? (
              <Nothing header="This dashboard is empty" description="It has no gadgets." />
            ) : (
              <div className={gadgets.some(isWidget) ? 'widgets' : 'cards'}>
                {gadgets.map((gadget) => (
                  <div key={gadget.id} data-span={isWidget(gadget) ? (gadget.columnSpan ?? 6) : undefined}>
                    <GadgetCard dashboardId={dashboardId} gadget={gadget} onSaved={dashboard.reload} />
                  </div>
                ))}
              </div>
            )
          }
        </Loaded>
      )}
    </Page>
  );
}

/** Ways to the other dashboards of the site. */
const OtherDashboards = ({ dashboards }: { readonly dashboards: Session['dashboards'] }): ReactNode =>
  dashboards.map(({ id, name }) => (
    <LinkButton key={id} appearance="subtle" href={`/jira/dashboards/${id}`}>
      {name}
    </LinkButton>
  ));

interface GadgetCardProps {
  readonly dashboardId: string;
  readonly gadget: Gadget;
  readonly onSaved: () => void;
}

function GadgetCard({ dashboardId, gadget, onSaved }: GadgetCardProps): ReactNode {
  const { session } = useSession();
  const module = session.modules.find(({ key }) => key === gadget.moduleKey);
  if (!module) {
    return (
      <Panel title={gadget.moduleKey}>
        <SectionMessage appearance="warning" title="The gadget is gone">
          No installed app declares it.
        </SectionMessage>
      </Panel>
    );
  }
  const Shown = module.type === WIDGET ? DashboardWidget : AppGadget;
  return <Shown module={module} dashboardId={dashboardId} gadget={gadget} onSaved={onSaved} />;
}

interface AppGadgetProps extends GadgetCardProps {
  readonly module: Module;
}

function AppGadget({ module, dashboardId, gadget, onSaved }: AppGadgetProps): ReactNode {
  // a gadget that was never set up asks first, as on Jira
  const [isEditing, setEditing] = useState(
    gadget.configuration === undefined && module.editResource !== undefined,
  );
  const productEvents = useMemo(() => new PageBus(), []);
  const place = { page: 'dashboard', dashboardId, gadgetId: gadget.id } as const;

  const save = async (configuration: unknown): Promise<boolean> => {
    try {
      await saveGadget(dashboardId, gadget.id, configuration);
    } catch (error) {
      showFailure('The gadget was not saved', error);
      return false;
    }
    setEditing(false);
    onSaved();
    return true;
  };
  const title = gadget.title ?? module.title ?? module.key;
  return (
    <Panel
      title={title}
      actions={
        <span className="gadget-actions">
          <IconButton
            icon={Refresh}
            label={`Refresh ${title}`}
            appearance="subtle"
            isDisabled={isEditing}
            onClick={() => {
              productEvents.emit('JIRA_DASHBOARD_GADGET_REFRESH', {});
            }}
          />
          {module.editResource === undefined ? null : (
            <IconButton
              icon={Edit}
              label={`Edit ${title}`}
              appearance="subtle"
              isSelected={isEditing}
              onClick={() => {
                setEditing(!isEditing);
              }}
            />
          )}
        </span>
      }
    >
      {isEditing ? (
        <Surface
          key="edit"
          view="edit"
          module={module}
          place={{ ...place, editing: true }}
          onSubmit={save}
          onClose={() => {
            setEditing(false);
          }}
        />
      ) : (
        <Surface
          key="view"
          module={module}
          place={{ ...place, editing: false }}
          productEvents={productEvents}
        />
      )}
    </Panel>
  );
}
