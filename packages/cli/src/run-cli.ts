import { Command, CommanderError } from 'commander';
import { addCatalogCommands } from './catalog/catalog-commands.ts';
import { addConfigCommands } from './config/config-commands.ts';
import { addDoctorCommand } from './doctor/doctor-command.ts';
import { addPluginCommands } from './plugin/plugin-commands.ts';
import { describeFailure } from './print.ts';
import { addStartCommand } from './start/start-command.ts';

/**
 * Runs the `portico` command, and gives its exit code: 0 when it succeeded, 1
 * when it failed. A failure is a message on standard error, without a stack.
 *
 * @param args - What was typed after `portico`.
 */
export async function runCli(args: readonly string[]): Promise<number> {
  const program = createProgram();
  try {
    await program.parseAsync(splitColon(args), { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // Commander has printed what is wrong, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode;
    process.stderr.write(`${describeFailure(error)}\n`);
    return 1;
  }
}

function createProgram(): Command {
  const program = new Command('portico')
    .description('Runs and looks after a developer portal.')
    .exitOverride()
    .showHelpAfterError('Add --help to see what there is.')
    .configureHelp({ sortOptions: true, showGlobalOptions: false })
    .addHelpText('after', examples);
  addStartCommand(program);
  addConfigCommands(program);
  addCatalogCommands(program);
  addPluginCommands(program);
  addDoctorCommand(program);
  return program;
}

const examples = `
Examples:
  portico start                          run the portal
  portico start --dev                    run it, and again after every change
  portico config check                   is the configuration right?
  portico config explain backend.baseUrl where does this value come from?
  portico catalog validate .             are the entity files right?
  portico catalog explain component:default/checkout
                                         why is this entity as it is?
  portico plugin new weather             write a backend plugin to start from
  portico doctor                         can the portal run on this machine?
`;

/** `config:print` is `config print`. */
function splitColon(args: readonly string[]): string[] {
  const [first, ...rest] = args;
  const parts = first !== undefined && /^[a-z]+:[a-z]+$/.test(first) ? first.split(':') : [first ?? ''];
  return first === undefined ? [] : [...parts, ...rest];
}
