import { parentPort } from 'node:worker_threads';
import { toError } from '@portico/errors';
import { readYamlEntities, readYamlValue } from './read-yaml.ts';
import type { YamlAnswer, YamlQuestion } from './yaml-reader.ts';

parentPort?.on('message', (question: YamlQuestion) => parentPort?.postMessage(answer(question)));
parentPort?.postMessage('ready');

function answer(question: YamlQuestion): YamlAnswer {
  try {
    return {
      result:
        question.method === 'readEntities'
          ? readYamlEntities(question.text, question.source)
          : readYamlValue(question.text),
    };
  } catch (error) {
    return { fault: toError(error).message };
  }
}
