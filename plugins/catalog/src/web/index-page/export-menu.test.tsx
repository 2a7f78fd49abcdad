// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { coreExtensionData, createFrontendPlugin } from '@portico/frontend-plugin-api';
import { createExtensionTester, renderInTestApp } from '@portico/frontend-test-utils';
import { ThemeProvider } from '@portico/ui';
import { CatalogExportConfigBlueprint, type CatalogExporter } from '../../react.ts';
import { catalogPlugin } from '../catalog-plugin.tsx';
import { exportConfigField, ExportSettingsContext, mergeExportSettings } from './export-settings.ts';
import { ExportMenu } from './export-menu.tsx';

afterEach(cleanup);

const question = { query: { kind: 'component' } };
const exporter: CatalogExporter = () => ({
  contentType: 'text/plain',
  generator: (async function* () {
    yield 'one';
  })(),
});

function openMenu(settings: Parameters<typeof mergeExportSettings>) {
  renderInTestApp(
    <ThemeProvider variant="light">
      <ExportSettingsContext value={mergeExportSettings(...settings)}>
        <ExportMenu question={question} />
      </ExportSettingsContext>
    </ThemeProvider>,
  );
}

it('offers the formats of extensions beside its own, or in place of them', async () => {
  const custom = { exporters: { yaml: { exporter }, txt: { exporter, label: 'Plain text' } } };
  openMenu([undefined, [custom]]);
  fireEvent.click(await screen.findByText('Export'));
  expect((await screen.findAllByRole('menuitem')).map(item => item.textContent)).toEqual(
    ['As CSV', 'As JSON', 'As YAML', 'As Plain text'].map(label => expect.stringContaining(label)),
  );
  cleanup();
  openMenu([{ disableBuiltinExporters: true }, [custom]]);
  fireEvent.click(await screen.findByText('Export'));
  expect(await screen.findAllByRole('menuitem')).toHaveLength(2);
});

it('saves what an exporter writes, with the columns of the settings', async () => {
  const asked = vi.fn(exporter);
  const onSuccess = vi.fn();
  const columns = [{ entityFilterKey: 'metadata.name' }];
  let saved: Blob | undefined;
  vi.spyOn(URL, 'createObjectURL').mockImplementation(blob => {
    saved = blob as Blob;
    return 'blob:x';
  });
  openMenu([
    undefined,
    [
      { exporters: { txt: { exporter: asked } }, onSuccess },
      { columns, onSuccess: () => {} },
    ],
  ]);
  fireEvent.click(await screen.findByText('Export'));
  fireEvent.click(await screen.findByText('As TXT'));
  await vi.waitFor(() => expect(onSuccess).toHaveBeenCalled());
  expect(await saved?.text()).toBe('one');
  expect(asked.mock.calls[0]?.[0]).toMatchObject({ columns, streamRequest: question });
});

it('tells an extension of a failure in place of the user', async () => {
  const onError = vi.fn();
  const failing: CatalogExporter = () => {
    throw new Error('No room left');
  };
  openMenu([undefined, [{ exporters: { txt: { exporter: failing } }, onError }]]);
  fireEvent.click(await screen.findByText('Export'));
  fireEvent.click(await screen.findByText('As TXT'));
  await vi.waitFor(() => expect(onError).toHaveBeenCalledWith({ error: new Error('No room left') }));
});

it('is not there when it is not enabled, or has no format', async () => {
  for (const config of [{ enabled: false }, { disableBuiltinExporters: true }]) {
    openMenu([config, []]);
    expect(screen.queryByText('Export')).toBeNull();
    cleanup();
  }
});

it('is configured at the page, whose input takes the extensions', () => {
  const validate = exportConfigField['~standard'].validate;
  expect(validate({ enabled: true })).toEqual({ value: { enabled: true } });
  expect(validate({ enable: true })).toMatchObject({
    issues: [{ message: expect.stringContaining('{"enable":true}') }],
  });
  const plugin = createFrontendPlugin({
    pluginId: 'ours',
    extensions: [CatalogExportConfigBlueprint.make({ params: { columns: [] } })],
  });
  const page = createExtensionTester(catalogPlugin.getExtension('page:catalog')).add(
    plugin.getExtension('catalog-export-config:ours'),
  );
  expect(page.get(coreExtensionData.routePath)).toBe('/catalog');
});
