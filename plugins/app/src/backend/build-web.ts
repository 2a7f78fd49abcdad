import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Manifest, type Plugin } from 'vite';
import { hashFiles, recordPath } from './build-record.ts';
import { compressFiles } from './compress-files.ts';
import { removeOldBuilds } from './old-builds.ts';
import { createViteConfig } from './vite-config.ts';
import { writeWebAppNames } from './web-app-names.ts';

/** The door of a plugin that holds its feature for the web. */
const featureDoor = /\/web\/index\.[cm]?[jt]sx?$/;
/** The file that most texts are drawn with, so that they need not change their shape when it arrives. */
const firstFont = /^inter-latin-wght-normal-.*\.woff2$/;

/** The folder of the installed package that a module is of. */
const installedPackage = /^(\/.*\/node_modules\/(?:@[^/]+\/)?[^/@]+)\//;

/**
 * Builds the web app in `sources` into a new folder below `output`, compresses
 * its files, and records what it was made from. Older builds are kept for a
 * while, for pages that are open.
 */
export async function buildWeb(sources: string, output: string): Promise<void> {
  await mkdir(output, { recursive: true });
  const folder = `build-${Date.now().toString(36)}-${process.pid}`;
  // Before they are read: a file that changes meanwhile must not count as built.
  const inputs = await hashFiles(output, besideSources(sources));
  const config = await createViteConfig({ sources });
  await build({
    ...config,
    plugins: [...(config.plugins ?? []), recordInputs(output, inputs)],
    build: { ...config.build, outDir: join(output, folder) },
  });
  await preloadFeatures(join(output, folder));
  await Promise.all([compressFiles(join(output, folder)), writeWebAppNames(sources, join(output, folder))]);
  // In the folder of its own first: other processes may build at the same time.
  const record = join(output, folder, 'record.new');
  await writeFile(record, JSON.stringify({ folder, inputs }, null, 1));
  await rename(record, recordPath(output));
  await removeOldBuilds(output, folder);
}

/**
 * Adds links to the page that fetch features, what they import, and the main
 * font beside the first script, not after it.
 */
async function preloadFeatures(folder: string): Promise<void> {
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const page = join(folder, 'index.html');
  const html = await readFile(page, 'utf8');
  const entry = Object.values(manifest).find(chunk => chunk.isEntry);
  const features = (entry?.dynamicImports ?? []).filter(name => featureDoor.test(name));
  const files = listParts(manifest, features)
    .flatMap(name => manifest[name]?.file ?? [])
    .filter(file => !html.includes(`"./${file}"`));
  const fonts = (await readdir(join(folder, 'static'))).filter(name => firstFont.test(name));
  const links = [
    ...files.map(file => `<link rel="modulepreload" crossorigin href="./${file}">`),
    ...fonts.map(
      name => `<link rel="preload" as="font" type="font/woff2" crossorigin href="./static/${name}">`,
    ),
  ].join('\n    ');
  await writeFile(
    page,
    html.replace('</head>', () => `  ${links}\n  </head>`),
  );
}

/** Parts of the app, and all that they import, once each. */
function listParts(manifest: Manifest, names: readonly string[]): string[] {
  const all = new Set<string>();
  const add = (name: string): void => {
    if (all.has(name)) return;
    all.add(name);
    for (const imported of manifest[name]?.imports ?? []) add(imported);
  };
  for (const name of names) add(name);
  return [...all];
}

/** Notes what the build is made from: files as they are when they are loaded, and for installed packages their `package.json`, which tells the version. */
function recordInputs(output: string, inputs: Record<string, string>): Plugin {
  return {
    name: 'portico-record-inputs',
    load: {
      order: 'pre',
      filter: { id: { include: /^\//, exclude: /\/node_modules\// } },
      async handler(id) {
        const [file = ''] = id.split('?');
        if (existsSync(file)) Object.assign(inputs, await hashFiles(output, [file]));
      },
    },
    async buildEnd() {
      const manifests = [...this.getModuleIds()].flatMap(id => installedPackage.exec(id)?.[1] ?? []);
      const files = [...new Set(manifests)].map(folder => join(folder, 'package.json'));
      Object.assign(inputs, await hashFiles(output, files));
    },
  };
}

function besideSources(sources: string): string[] {
  const candidates = [
    join(sources, 'index.html'),
    join(sources, 'vite.config.ts'),
    fileURLToPath(import.meta.resolve('vite/package.json')),
    import.meta.filename,
    join(import.meta.dirname, 'vite-config.ts'),
    join(import.meta.dirname, 'web-app-names.ts'),
  ];
  return candidates.filter(file => existsSync(file));
}

if (process.argv[1] === import.meta.filename) {
  const [, , sources = '', output = ''] = process.argv;
  // What features start when they are loaded for their names may fail later, for want of a browser, or never end.
  process.on('uncaughtException', error => void process.stderr.write(`${String(error)}\n`));
  try {
    await buildWeb(sources, output);
    process.exit();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${message}\n`, () => process.exit(1));
  }
}
