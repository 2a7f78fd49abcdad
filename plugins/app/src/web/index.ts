import { createFrontendPlugin } from '@portico/frontend-plugin-api';
import { apiExtensions } from './extensions/api-extensions.ts';
import { developerExtensions } from './extensions/developer-extensions.tsx';
import { extendedApiExtensions } from './extensions/extended-api-extensions.tsx';
import { frameExtensions } from './extensions/frame-extensions.tsx';
import { noticeExtensions } from './extensions/notice-extensions.tsx';
import { lookExtensions } from './extensions/look-extensions.tsx';

/** The shell of the portal: what is around the pages of all other plugins. */
export default createFrontendPlugin({
  pluginId: 'app',
  info: { packageJson: () => import('../../package.json') },
  extensions: [
    ...frameExtensions,
    ...apiExtensions,
    ...extendedApiExtensions,
    ...lookExtensions,
    ...noticeExtensions,
    ...developerExtensions,
  ],
});
