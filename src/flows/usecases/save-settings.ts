import type { PartSaving } from '../../changes/usecases/change-settings';
import { saveOrPropose } from '../../changes/usecases/save-or-propose';
import { hasRequests } from '../../requests/store/requests';
import type { MappingNames } from '../../settings/usecases/part-changes';

/**
 * Saves a part of the settings, or proposes it where it decides about grants and there are requests.
 * @returns whether it was saved
 * @throws {SeatkeeperError} `conflict` when somebody else has changed it meanwhile
 */
export const saveSettings = (saving: PartSaving, names?: MappingNames): Promise<boolean> =>
  saveOrPropose(saving, hasRequests, names);
