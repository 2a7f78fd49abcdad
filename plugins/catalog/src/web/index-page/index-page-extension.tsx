import {
  coreExtensionData,
  createExtensionInput,
  PageBlueprint,
  translated,
  type ConfigField,
} from '@portico/frontend-plugin-api';
import { catalogExportCustomizationRef } from '../../react/catalog-export-config-blueprint.ts';
import { catalogFilterRuleRef } from '../../react/catalog-filter-blueprint.tsx';
import { optionalField } from '../../react/config-fields.ts';
import { catalogIndexRouteRef } from '../../react/routes.ts';
import { catalogTranslationRef } from '../catalog-translation.ts';
import { exportConfigField, ExportSettingsContext, mergeExportSettings } from './export-settings.ts';
import { preloadList } from './preload-list.ts';

interface Pagination {
  mode?: 'cursor' | 'offset';
  limit?: number;
  offset?: number;
}

const mostPerPage = 1000;

// Pages always come by cursor; what else existing configuration says is accepted.
const paginationField: ConfigField<boolean | Pagination | undefined, boolean | Pagination | undefined> =
  optionalField(
    'true, false or { limit }',
    (value): value is boolean | Pagination => typeof value === 'boolean' || isPagination(value),
    {
      anyOf: [
        { type: 'boolean' },
        {
          type: 'object',
          properties: {
            mode: { enum: ['cursor', 'offset'] },
            limit: { type: 'integer', minimum: 1, maximum: mostPerPage },
            offset: { type: 'integer' },
          },
        },
      ],
    },
  );

/** The list of entities: its filters are extensions. Config: `path`, `title`, `pagination`, `exportSettings`. */
export const indexPage = PageBlueprint.makeWithOverrides({
  inputs: {
    filters: createExtensionInput([
      coreExtensionData.reactElement,
      coreExtensionData.preload.optional(),
      catalogFilterRuleRef.optional(),
    ]),
    exportConfig: createExtensionInput([catalogExportCustomizationRef.optional()]),
  },
  configSchema: { pagination: paginationField, exportSettings: exportConfigField },
  factory(makePage, { inputs, config, apis }) {
    const filters = inputs.filters.map(filter => ({
      id: filter.node.spec.id,
      element: filter.get(coreExtensionData.reactElement),
      rule: filter.get(catalogFilterRuleRef),
    }));
    const pageSize = typeof config.pagination === 'object' ? config.pagination.limit : undefined;
    const exportSettings = mergeExportSettings(
      config.exportSettings,
      inputs.exportConfig.flatMap(entry => entry.get(catalogExportCustomizationRef) ?? []),
    );
    const title = config.title ?? translated(catalogTranslationRef, 'title');
    return makePage({
      path: '/catalog',
      title,
      icon: 'catalog',
      routeRef: catalogIndexRouteRef,
      noHeader: true,
      loader: async () => {
        const { CatalogPlace } = await import('./index-parts.ts');
        return (
          <ExportSettingsContext value={exportSettings}>
            <CatalogPlace title={title} filters={filters} pageSize={pageSize} />
          </ExportSettingsContext>
        );
      },
      preload: () => {
        for (const filter of inputs.filters) filter.get(coreExtensionData.preload)?.();
        const rules = filters.flatMap(({ rule }) => rule ?? []);
        void preloadList(apis, { rules, pageSize });
      },
    });
  },
});

function isPagination(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { limit } = value as { limit?: unknown };
  return (
    limit === undefined ||
    (typeof limit === 'number' && Number.isInteger(limit) && limit > 0 && limit <= mostPerPage)
  );
}
