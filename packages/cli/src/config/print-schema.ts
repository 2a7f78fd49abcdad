import { mergeConfigSchemas, serializeConfigSchema } from '@portico/config/loader';
import { formatData } from '../format-data.ts';
import { print } from '../print.ts';
import { loadSchemas } from './load.ts';

/** `portico config schema` */
export async function printSchema(options: {
  package?: string;
  merge: boolean;
  format: string;
}): Promise<void> {
  const { schemas } = await loadSchemas(options);
  print(
    formatData(options.merge ? mergeConfigSchemas(schemas) : serializeConfigSchema(schemas), options.format),
  );
}
