import { registerHooks } from 'node:module';

// Preloaded into a process (`--import`): at its end it prints which npm packages and large parts of Node it has loaded.
const packages = new Set<string>();
registerHooks({
  load(url, context, nextLoad) {
    const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1];
    if (name !== undefined) packages.add(name);
    return nextLoad(url, context);
  },
});
process.on('exit', () => {
  const { moduleLoadList } = process as unknown as { moduleLoadList: string[] };
  const parts = ['undici', 'tls', 'http2'].filter(part =>
    moduleLoadList.some(name => name.startsWith('NativeModule') && name.endsWith(part)),
  );
  process.stdout.write(`${JSON.stringify({ message: 'loaded', packages: [...packages], parts })}\n`);
});
