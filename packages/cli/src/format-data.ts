import { stringify } from 'yaml';

/** Data as YAML or JSON, without a newline at its end. */
export function formatData(data: unknown, format: string): string {
  return format === 'json'
    ? JSON.stringify(data, null, 2)
    : stringify(data, { lineWidth: 0, aliasDuplicateObjects: false }).trimEnd();
}
