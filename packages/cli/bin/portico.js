#!/usr/bin/env node
// Plain JavaScript, so that from the second start on nothing loads the type stripper (16 MB, 40 ms):
// all that is imported below comes, stripped and compiled, out of the cache.
import { enableCompileCache } from 'node:module';

enableCompileCache();
await import('../src/bin.ts');
