import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, it } from 'vitest';

interface Chunk {
  type: string;
  fileName: string;
  code: string;
  isEntry: boolean;
  imports: string[];
  dynamicImports: string[];
}

it('takes less than 40 kB in a browser, and loads Ajv only when asked to', async () => {
  const result = await build({
    logLevel: 'silent',
    configFile: false,
    build: {
      write: false,
      minify: true,
      rollupOptions: {
        preserveEntrySignatures: 'strict',
        input: new URL('index.ts', import.meta.url).pathname,
      },
    },
  });
  const { output } = [result].flat()[0] as unknown as { output: Chunk[] };
  const chunks = new Map(
    output.filter(chunk => chunk.type === 'chunk').map(chunk => [chunk.fileName, chunk]),
  );
  const entry = [...chunks.values()].find(chunk => chunk.isEntry)!;
  const loaded = new Set([entry]);
  for (const chunk of loaded) for (const name of chunk.imports) loaded.add(chunks.get(name)!);
  const size = [...loaded].reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0);

  expect(size).toBeGreaterThan(10_000);
  expect(size).toBeLessThan(40_000);
  expect([...loaded].flatMap(chunk => chunk.dynamicImports)).toHaveLength(1);
});
