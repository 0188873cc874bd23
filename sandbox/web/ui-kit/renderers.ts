import { barCharts } from './components/charts/bar-charts';
import { lineAndPieCharts } from './components/charts/line-and-pie-charts';
import { buttons } from './components/buttons';
import { choices } from './components/choices';
import { compound } from './components/compound';
import { dates } from './components/dates';
import { editors } from './components/editors';
import { files } from './components/files';
import { forms } from './components/forms';
import { icons } from './components/icons';
import { layout } from './components/layout';
import { overlays } from './components/overlays';
import { selects } from './components/selects';
import { status } from './components/status';
import { tables } from './components/tables';
import { text } from './components/text';
import { textInputs } from './components/text-inputs';
import { users } from './components/users';
import type { Renderer } from './surface-context';

/** Every component of UI Kit that the sandbox draws, by the name that @forge/react gives it. */
export const renderers: Readonly<Record<string, Renderer>> = {
  ...layout,
  ...text,
  ...icons,
  ...buttons,
  ...status,
  ...textInputs,
  ...choices,
  ...selects,
  ...dates,
  ...editors,
  ...users,
  ...files,
  ...forms,
  ...tables,
  ...overlays,
  ...compound,
  ...barCharts,
  ...lineAndPieCharts,
};
