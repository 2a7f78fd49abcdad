import { formatData } from '../format-data.ts';
import { print } from '../print.ts';
import { loadAppConfig, type SourceOptions } from './load.ts';

/** `portico config print` */
export async function printConfig(
  options: SourceOptions & { frontend?: boolean; withSecrets?: boolean; format: string },
): Promise<void> {
  const loaded = await loadAppConfig(options);
  if (options.frontend) {
    print(formatData(loaded.frontendConfigs()[0]?.data ?? {}, options.format));
  } else {
    print(
      formatData(
        options.withSecrets ? (loaded.config.getOptional() ?? {}) : loaded.printable(),
        options.format,
      ),
    );
  }
}
