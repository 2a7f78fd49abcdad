import { Option, type Command } from 'commander';

/** Adds `portico catalog …`. */
export function addCatalogCommands(program: Command): void {
  const catalog = program
    .command('catalog')
    .description('Check entity files, and ask the catalog about itself.');

  withConfig(catalog.command('validate'))
    .description('Check files of entities, without a running portal.')
    .argument('[paths...]', 'files, globs or folders; the working folder unless given')
    .option('--strict', 'treat warnings as errors')
    .addOption(formatOption())
    .action(async (paths, options) => (await import('./validate-files.ts')).validateFiles(paths, options));

  withConfig(catalog.command('explain'))
    .description('Tell why an entity is in the catalog, why it is not, or why it is as it is.')
    .argument('<ref>', 'the entity, such as component:default/checkout')
    .option('--url <url>', 'where the portal is; backend.baseUrl of the configuration unless given')
    .option('--token <token>', 'who asks; PORTICO_TOKEN, or a guest where they are let in, unless given')
    .addOption(formatOption())
    .action(async (ref, options) => (await import('./explain-entity.ts')).explainEntity(ref, options));
}

function withConfig(command: Command): Command {
  return command.option(
    '--config <path or URL>',
    'a configuration to read in place of the default files; repeatable',
    collect,
  );
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

function formatOption(): Option {
  return new Option('--format <format>', 'how to print it').choices(['text', 'json']).default('text');
}
