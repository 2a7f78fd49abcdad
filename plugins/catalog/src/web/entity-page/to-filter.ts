import type { AppNode, ExtensionDataContainer } from '@portico/frontend-plugin-api';
import { readEntityFilter, type EntityFilterFunction } from '../../react.ts';

/** What tells whether an attached extension is for an entity. What is wrong with its filter is told in devtools. */
export function toFilter(attached: ExtensionDataContainer & { node: AppNode }): EntityFilterFunction {
  return readEntityFilter(attached, problem =>
    attached.node.report?.problems.push({
      code: 'EXTENSION_CONFIGURATION_INVALID',
      message: problem.message,
      hint: 'That part of the filter is left out. Correct it in app.extensions or where the extension is made.',
    }),
  );
}
