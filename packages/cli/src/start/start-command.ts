import type { Command } from 'commander';

/** Adds `portico start`. */
export function addStartCommand(program: Command): void {
  program
    .command('start')
    .description(
      'Run the portal: the backend.ts of this folder, of one above it, or of the only one in apps/.',
    )
    .option(
      '--config <path or URL>',
      'a configuration to read in place of the default files; repeatable',
      collect,
    )
    .option('--dev', 'run again after every change of source or configuration')
    .option('--timing', 'print how long each plugin took to start')
    .action(async options => (await import('./start.ts')).start(options));
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}
