import { createRoot } from 'react-dom/client';
import { createApp } from '@portico/frontend-app-api';
import features from './features.ts';

const portal = createApp({ features });

const element = document.querySelector('#root');
if (!element) throw new Error("The page has no element '#root' to draw the portal in");
createRoot(element).render(portal.createRoot());
