import type { NewPackage } from './new-package.ts';

/** The files of the web part of a plugin, by path. */
export function webFiles({ id, parts }: NewPackage): Record<string, string> {
  const hasBackend = parts === 'both';
  const title = titleOf(id);
  return {
    'src/web/index.ts': pluginSource(id),
    'src/web/route.ts': routeSource,
    'src/web/page.tsx': hasBackend ? askingPageSource(id) : pageSource,
    'src/web/card.tsx': cardSource,
    'src/web/translation.ts': translationSource(id, { title, hasBackend }),
    'src/web/translations/de.ts': germanSource({ title, hasBackend }),
    'src/web/web.test.tsx': testSource(id, { title, hasBackend }),
  };
}

/** `cost-insights` is called 'Cost insights'. */
function titleOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function pluginSource(id: string): string {
  return `import { createFrontendPlugin, PageBlueprint, translated } from '@portico/frontend-plugin-api';
import { EntityCardBlueprint } from '@portico/plugin-catalog/react';
import { rootRouteRef } from './route.ts';
import { translationRef } from './translation.ts';

// With a title and an icon it is in the navigation.
const page = PageBlueprint.make({
  params: {
    path: '/${id}',
    title: translated(translationRef, 'title'),
    icon: 'rocket',
    routeRef: rootRouteRef,
    loader: () => import('./page.tsx'),
  },
});

// The filter says which entities have it on their page.
const card = EntityCardBlueprint.make({
  params: { type: 'info', filter: 'kind:component', loader: () => import('./card.tsx') },
});

/** The web part of the plugin '${id}'. */
export default createFrontendPlugin({
  pluginId: '${id}',
  info: { packageJson: () => import('../../package.json') },
  routes: { root: rootRouteRef },
  extensions: [page, card],
});
`;
}

const routeSource = `import { createRouteRef } from '@portico/frontend-plugin-api';

/** The page, for links to it: \`useRouteRef(rootRouteRef)\` gives its path. */
export const rootRouteRef = createRouteRef();
`;

const pageSource = `import { useTranslationRef } from '@portico/frontend-plugin-api';
import { EmptyState } from '@portico/ui';
import { IconRocket } from '@portico/ui/icons';
import { translationRef } from './translation.ts';

/** The page of the plugin. */
export default function PluginPage() {
  const { t } = useTranslationRef(translationRef);
  return <EmptyState icon={IconRocket} title={t('empty')} text={t('emptyText')} />;
}
`;

function askingPageSource(id: string): string {
  return `import { useQuery } from '@tanstack/react-query';
import { fetchApiRef, useApi, useTranslationRef } from '@portico/frontend-plugin-api';
import { EmptyState, ErrorState, LoadingState } from '@portico/ui';
import { IconRocket } from '@portico/ui/icons';
import { translationRef } from './translation.ts';

/** The page of the plugin: what its backend says. */
export default function PluginPage() {
  const { t } = useTranslationRef(translationRef);
  const { fetch } = useApi(fetchApiRef);
  const { data, error, refetch } = useQuery({
    queryKey: ['${id}', 'hello'],
    queryFn: async (): Promise<{ message: string }> => {
      const response = await fetch('plugin://${id}/hello');
      if (!response.ok) throw new Error(\`The backend answered with \${response.status}\`);
      return (await response.json()) as { message: string };
    },
  });
  if (error) return <ErrorState title={t('failed')} error={error} onRetry={() => void refetch()} />;
  if (!data) return <LoadingState lines={2} />;
  return <EmptyState icon={IconRocket} title={data.message} text={t('emptyText')} />;
}
`;
}

const cardSource = `import { useTranslationRef } from '@portico/frontend-plugin-api';
import { useEntity } from '@portico/plugin-catalog/react';
import { Card } from '@portico/ui';
import { translationRef } from './translation.ts';

/** The card about the entity whose page it is on. */
export default function PluginCard() {
  const { t } = useTranslationRef(translationRef);
  const { metadata } = useEntity().entity;
  return <Card title={t('title')}>{t('unknown', { name: metadata.title ?? metadata.name })}</Card>;
}
`;

interface Words {
  title: string;
  hasBackend: boolean;
}

function translationSource(id: string, { title, hasBackend }: Words): string {
  const page = hasBackend
    ? "failed: 'The backend could not be asked',"
    : "empty: 'There is nothing here yet',";
  return `import { createTranslationRef } from '@portico/frontend-plugin-api';

/** The words of the plugin, in English and in translations/. */
export const translationRef = createTranslationRef({
  id: '${id}',
  messages: {
    title: '${title}',
    ${page}
    emptyText: 'This page is written in src/web/page.tsx.',
    unknown: 'Nothing is known about {{name}} yet.',
  },
  translations: { de: () => import('./translations/de.ts') },
});
`;
}

function germanSource({ title, hasBackend }: Words): string {
  const page = hasBackend
    ? "failed: 'Das Backend konnte nicht gefragt werden',"
    : "empty: 'Hier ist noch nichts',";
  return `/** The words of the plugin in German. */
export default {
  title: '${title}',
  ${page}
  emptyText: 'Diese Seite steht in src/web/page.tsx.',
  unknown: 'Über {{name}} ist noch nichts bekannt.',
};
`;
}

function testSource(id: string, { title, hasBackend }: Words): string {
  const answer = hasBackend
    ? `
const answer = mockApis.fetch({ respond: () => Response.json({ message: 'Hello, user:default/guest' }) });
`
    : '';
  const first = hasBackend ? 'answer, ' : '';
  return `// @vitest-environment happy-dom
import { cleanup, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { mockApis, renderInTestApp, renderTestApp } from '@portico/frontend-test-utils';
import { EntityProvider } from '@portico/plugin-catalog/react';
import PluginCard from './card.tsx';
import plugin from './index.ts';

afterEach(cleanup);
${answer}
it('has a page', async () => {
  renderTestApp({
    features: [plugin],
    initialRouteEntries: ['/${id}'],${hasBackend ? '\n    apis: [answer],' : ''}
  });
  await screen.findByText('${hasBackend ? 'Hello, user:default/guest' : 'There is nothing here yet'}');
  const heading = screen.getByRole('heading', { level: 1 });
  expect(heading.textContent).toBe('${title}');
});

it('speaks German', async () => {
  const language = mockApis.language({ language: 'de' });
  renderTestApp({
    features: [plugin],
    initialRouteEntries: ['/${id}'],
    apis: [${first}language, mockApis.translation({ language })],
  });
  await screen.findByText('Diese Seite steht in src/web/page.tsx.');
});

it('has a card about an entity', async () => {
  const entity = { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata: { name: 'shop' } };
  renderInTestApp(
    <EntityProvider entity={entity}>
      <PluginCard />
    </EntityProvider>,
  );
  await screen.findByText('Nothing is known about shop yet.');
});
`;
}
