import type { Command } from 'commander';

/** Adds `portico plugin …`. */
export function addPluginCommands(program: Command): void {
  program
    .command('plugin')
    .description('Write plugins.')
    .command('new')
    .description('Write a backend plugin or module with a passing test. Asks for what is not given.')
    .argument('[id]', 'the id of the plugin or module: lower case letters, digits and hyphens')
    .option('--module-of <plugin id>', 'write a module that extends this plugin')
    .option('--folder <path>', 'where to write it, by default a folder in plugins/')
    .option('--scope <scope>', 'the scope of the package name', '@internal')
    .action(async (id, options) => (await import('./new-plugin.ts')).newPlugin(id, options));
}
