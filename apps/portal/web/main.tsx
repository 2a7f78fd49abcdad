import { createRoot } from 'react-dom/client';
import { createApp } from '@portico/frontend-app-api';

// What is installed in the browser. Each line is a plugin and a part of its own, loaded beside the others.
const app = createApp({
  features: [
    import('@portico/plugin-app/web'),
    import('@portico/plugin-devtools/web'),
    import('@portico/plugin-home/web'),
    import('@portico/plugin-user-settings/web'),
  ],
});

const element = document.querySelector('#root');
if (!element) throw new Error("The page has no element '#root' to draw the portal in");
createRoot(element).render(app.createRoot());
