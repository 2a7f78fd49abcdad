import '@backstage/ui/css/styles.css';
import { createRoot } from 'react-dom/client';
import { SignInPage } from '@backstage/core-components';
import { createApp } from '@backstage/frontend-defaults';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';

// The official plugins of package.json are found by `app.packages: all`. Guests sign in.
const signIn = createFrontendModule({
  pluginId: 'app',
  extensions: [
    SignInPageBlueprint.make({
      params: { loader: async () => props => <SignInPage {...props} providers={['guest']} /> },
    }),
  ],
});

createRoot(document.querySelector('#root') as Element).render(createApp({ features: [signIn] }).createRoot());
