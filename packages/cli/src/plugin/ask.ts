import { createInterface } from 'node:readline';
import { InputError } from '@portico/errors';

/**
 * Asks questions one after another, and gives the answers without blanks
 * around them. Which question comes next may depend on the answers before.
 *
 * @throws InputError when the input ends before the last answer.
 */
export async function ask(
  nextQuestion: (answers: readonly string[]) => string | undefined,
  { input, output }: { input: NodeJS.ReadableStream; output: NodeJS.WritableStream },
): Promise<string[]> {
  const answers: string[] = [];
  const reader = createInterface({ input });
  // Lines are taken from the iterator, since those that come early would be lost on `question`.
  const lines = reader[Symbol.asyncIterator]();
  try {
    for (let question = nextQuestion(answers); question !== undefined; question = nextQuestion(answers)) {
      output.write(`${question} `);
      const { value, done } = await lines.next();
      if (done) throw new InputError('The questions were not answered, so that nothing is written.');
      answers.push(value.trim());
    }
  } finally {
    reader.close();
  }
  return answers;
}
