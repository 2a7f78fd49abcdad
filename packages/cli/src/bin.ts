import { runCli } from './run-cli.ts';

// Whoever reads the output may stop early: portico config docs | head
process.stdout.on('error', error => {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
});
process.exitCode = await runCli(process.argv.slice(2));
