import type { CatalogProcessor } from '../../node/processing.ts';

const defaultPriority = 20;

/**
 * Puts processors into the order in which they run: by priority, from the
 * configuration or their own, and otherwise as they come. One that was added
 * under the name of a built-in one takes its place; disabled ones are left out.
 */
export function arrangeProcessors(options: {
  builtin: readonly CatalogProcessor[];
  added: readonly CatalogProcessor[];
  optionsOf(name: string): { disabled: boolean; priority: number | undefined };
}): CatalogProcessor[] {
  const { builtin, added, optionsOf } = options;
  const replacements = new Map(added.map(processor => [processor.getProcessorName(), processor]));
  const builtinNames = new Set(builtin.map(processor => processor.getProcessorName()));
  const all = [
    ...builtin.map(processor => replacements.get(processor.getProcessorName()) ?? processor),
    ...added.filter(processor => !builtinNames.has(processor.getProcessorName())),
  ];
  return all
    .map(processor => ({ processor, ...optionsOf(processor.getProcessorName()) }))
    .filter(({ disabled }) => !disabled)
    .map(({ processor, priority }) => ({
      processor,
      priority: priority ?? processor.getPriority?.() ?? defaultPriority,
    }))
    .sort((a, b) => a.priority - b.priority)
    .map(({ processor }) => processor);
}
