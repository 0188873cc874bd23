import AutoDismissFlag from '@atlaskit/flag/auto-dismiss-flag';
import Flag from '@atlaskit/flag/flag';
import { FlagGroup } from '@atlaskit/flag/flag-group';
import StatusError from '@atlaskit/icon/core/status-error';
import StatusInformation from '@atlaskit/icon/core/status-information';
import StatusSuccess from '@atlaskit/icon/core/status-success';
import StatusWarning from '@atlaskit/icon/core/status-warning';
import { token } from '@atlaskit/tokens';
import type { ReactElement, ReactNode } from 'react';
import { closeFlag, flags, type FlagType } from '../env/flags';
import { useStore } from '../env/store';

const ICONS: Readonly<Record<FlagType, ReactElement>> = {
  info: <StatusInformation label="Information" color={token('color.icon.information')} />,
  success: <StatusSuccess label="Success" color={token('color.icon.success')} />,
  warning: <StatusWarning label="Warning" color={token('color.icon.warning')} />,
  error: <StatusError label="Error" color={token('color.icon.danger')} />,
};

/** The flags of pages and surfaces, newest on top. */
export function FlagCorner(): ReactNode {
  const shown = useStore(flags);
  return (
    <FlagGroup
      label="Messages"
      onDismissed={(id) => {
        closeFlag(String(id));
      }}
    >
      {shown.map(({ id, type, title, description, actions = [], isAutoDismiss }) => {
        const Kind = isAutoDismiss ? AutoDismissFlag : Flag;
        return (
          <Kind
            key={id}
            id={id}
            icon={ICONS[type]}
            title={title}
            description={description}
            actions={actions.map(({ text, onClick }) => ({ content: text, onClick: () => onClick?.() }))}
          />
        );
      })}
    </FlagGroup>
  );
}
