import Button from '@atlaskit/button/new';
import DropdownMenu, { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import ChevronDown from '@atlaskit/icon/core/chevron-down';
import type { ReactNode } from 'react';
import { addPanel } from '../api/issues';
import { showFailure } from '../env/flags';
import { useSession, useViewer } from '../env/session';

interface AppsMenuProps {
  readonly issueKey: string;
  readonly panels: ReadonlyMap<string, boolean>;
  readonly onChange: () => void;
}

/** Panels of apps that the issue does not show yet, for agents to add. */
export function AppsMenu({ issueKey, panels, onChange }: AppsMenuProps): ReactNode {
  const { session } = useSession();
  const isAgent = useViewer()?.role === 'Agent';
  const hidden = session.modules.filter(({ key }) => panels.get(key) === false);
  if (!isAgent || hidden.length === 0) return null;
  const add = async (moduleKey: string, title: string): Promise<void> => {
    try {
      await addPanel(issueKey, moduleKey);
    } catch (error) {
      showFailure(`${title} was not added`, error);
    }
    onChange();
  };
  return (
    <DropdownMenu<HTMLButtonElement>
      trigger={({ triggerRef, isSelected = false, testId: _testId, ...props }) => (
        <Button {...props} ref={triggerRef} isSelected={isSelected} iconAfter={ChevronDown}>
          Apps
        </Button>
      )}
    >
      <DropdownItemGroup title="Add to this issue">
        {hidden.map(({ key, title = key }) => (
          <DropdownItem key={key} onClick={() => void add(key, title)}>
            {title}
          </DropdownItem>
        ))}
      </DropdownItemGroup>
    </DropdownMenu>
  );
}
