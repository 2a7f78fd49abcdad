#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Before everything else is loaded: from the second time on, types are stripped and code compiled already.
enableCompileCache();
const { runCli } = await import('./run-cli.ts');

// Whoever reads the output may stop early: portico config docs | head
process.stdout.on('error', error => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await runCli(process.argv.slice(2));
