import { createContext, useContext } from 'react';
import { optionalField, type ConfigField } from '@portico/frontend-plugin-api';
import type { CatalogExportCustomization } from '../../react/catalog-export-config-blueprint.ts';

/** The config `exportSettings` of the list. */
export interface ExportConfig {
  /** Default true. */
  enabled?: boolean;
  /** Leaves out CSV and JSON. */
  disableBuiltinExporters?: boolean;
}

/** How the list is exported. */
export type ExportSettings = ExportConfig & CatalogExportCustomization;

/** The settings of the page that an export is on. */
export const ExportSettingsContext = createContext<ExportSettings>({});

/** {@link ExportSettingsContext}. */
export function useExportSettings(): ExportSettings {
  return useContext(ExportSettingsContext);
}

/** The schema of {@link ExportConfig}. */
export const exportConfigField: ConfigField<ExportConfig | undefined, ExportConfig | undefined> =
  optionalField(isExportConfig, {
    expected: '{ enabled, disableBuiltinExporters }, with true or false in both',
    schema: {
      type: 'object',
      additionalProperties: false,
      properties: { enabled: { type: 'boolean' }, disableBuiltinExporters: { type: 'boolean' } },
    },
  });

/** The settings of a page: formats add up, of everything else the first one counts. */
export function mergeExportSettings(
  config: ExportConfig | undefined,
  customizations: readonly CatalogExportCustomization[],
): ExportSettings {
  const exporters = Object.assign({}, ...customizations.map(({ exporters: own }) => own)) as NonNullable<
    CatalogExportCustomization['exporters']
  >;
  return Object.assign({}, ...customizations.toReversed(), { exporters }, config) as ExportSettings;
}

function isExportConfig(value: unknown): value is ExportConfig {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).every(
      ([key, flag]) => ['enabled', 'disableBuiltinExporters'].includes(key) && typeof flag === 'boolean',
    )
  );
}
