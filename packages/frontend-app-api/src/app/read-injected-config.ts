import { createConfigReader, type AppConfig, type Config, type JsonObject } from '@portico/config';

/** The type of the script elements that hold the configuration, as the backend writes them. */
const scriptType = 'backstage.io/config';

/**
 * Reads the configuration that the backend put into the page. An app that is
 * opened under another origin than `app.baseUrl` says, as behind a proxy, uses
 * that origin, for a backend of the same origin as well.
 *
 * @throws Error when the page holds no configuration, or it is not JSON.
 */
export function readInjectedConfig(page: Document = document): Config {
  const scripts = [...page.querySelectorAll(`script[type="${scriptType}"]`)];
  if (scripts.length === 0)
    throw new Error(
      `The page holds no configuration. Serve it through the backend, which adds <script type="${scriptType}">`,
    );
  const configs = scripts.flatMap(script => parseConfigs(script.textContent ?? ''));
  return createConfigReader([...configs, ...overrideOrigin(configs, page.location?.origin)]);
}

function parseConfigs(text: string): AppConfig[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed)) return parsed as AppConfig[];
  } catch {
    // What it is instead is of no use to the reader of the message.
  }
  throw new Error(
    `The configuration in the page is not valid. <script type="${scriptType}"> must hold a JSON list of { context, data }`,
  );
}

function overrideOrigin(configs: AppConfig[], origin: string | undefined): AppConfig[] {
  const config = createConfigReader(configs);
  const app = URL.parse(config.getOptionalString('app.baseUrl') ?? '');
  const backend = URL.parse(config.getOptionalString('backend.baseUrl') ?? '');
  if (!origin || !app || app.origin === origin) return [];
  const move = (url: URL) => `${origin}${url.pathname.replace(/\/+$/, '')}`;
  const data: JsonObject = {
    app: { baseUrl: move(app) },
    ...(backend?.origin === app.origin && { backend: { baseUrl: move(backend) } }),
  };
  return [{ context: 'the origin of the page', data }];
}
