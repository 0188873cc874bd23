import '@atlaskit/css-reset';
import './styles/base.css';
import './styles/shell.css';
import './styles/pages.css';
import './styles/ui-kit.css';
import './styles/adf.css';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { followServer } from './env/changes';
import { followClock } from './env/clock';
import { exposeProblems } from './env/problems';
import { followColorMode } from './ui-kit/surface';

exposeProblems();
followClock(window);
followServer();
followColorMode();

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root element.');
createRoot(root).render(<App />);
