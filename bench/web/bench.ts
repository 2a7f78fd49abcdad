import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../postgres.ts';
import { report } from '../report.ts';
import { startBrowser } from './browser.ts';
import { buildPortico } from './build-portico.ts';
import { waitForCatalog, writeCatalogFiles } from './catalog-files.ts';
import { buildPeer, installPeer, startPeer } from './peer.ts';
import { startPortico } from './portal.ts';
import { toRows, type Builds } from './rows.ts';
import { measureInTurns } from './turns.ts';

const runs = Number(process.env.BENCH_RUNS ?? 5);
const size = Number(process.env.BENCH_SIZE ?? 10_000);
/** Measured earlier with its version 1.55 on two cores; shown where the peer does not run, never in a ratio. */
const published = 'earlier figures: rows after 2.0 s, 1,185 kB JavaScript in 52 requests, second visit 1.6 s';

/** The web app in a browser with a large catalog: Portico and the official app take turns. */
async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'portico-bench-web-'));
  try {
    const peerVersion = process.env.BENCH_PEER === 'no' ? undefined : await preparePeer();
    const builds = await measureBuilds(join(folder, 'web'), peerVersion !== undefined);
    await using postgres = await startPostgres();
    const options = { postgres, locations: writeCatalogFiles(join(folder, 'catalog'), size) };
    await using portico = await startPortico(options, join(folder, 'web'));
    await using peer = peerVersion === undefined ? undefined : await startPeer(options);
    for (const portal of [portico, ...(peer ? [peer] : [])])
      console.log(
        `${portal.name}: ${size} entities after ${(await waitForCatalog(portal.url, size)).toFixed(1)} s`,
      );
    const browser = await startBrowser();
    const results = await measureInTurns(browser, { portico, peer, runs, size });
    await browser.close();
    console.log(peer ? `peer: @backstage/plugin-catalog ${peerVersion}` : `peer: not run here; ${published}`);
    report('web', toRows({ ...results, builds }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function preparePeer(): Promise<string | undefined> {
  try {
    const version = await installPeer();
    await buildPeer();
    return version;
  } catch (error) {
    console.error(`The official app cannot be built here: ${(error as Error).message}`);
    return undefined;
  }
}

async function measureBuilds(output: string, hasPeer: boolean): Promise<Builds> {
  const builds: Builds = { portico: [], peer: [] };
  for (let run = 0; run < runs; run += 1) {
    builds.portico.push(await buildPortico(output));
    if (hasPeer) builds.peer.push(await buildPeer());
  }
  return builds;
}

await main();
