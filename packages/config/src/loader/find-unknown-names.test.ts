import { expect, it } from 'vitest';
import { createConfigReader } from '../config-reader.ts';
import type { JsonObject } from '../json.ts';
import { findUnknownNames } from './find-unknown-names.ts';

const names = {
  extensions: ['page:catalog', 'page:catalog/entity', 'entity-card:catalog/about'],
  routes: ['catalog.catalogIndex'],
  externalRoutes: ['catalog.createComponent'],
};
const check = (app: JsonObject): string[] =>
  findUnknownNames(createConfigReader([{ context: 'test', data: { app } }]), names).map(
    ({ severity, key, message }) => `${severity} ${key} ${message}`,
  );

it('finds nothing wrong with names that there are, nor with what is no name', () => {
  expect(check({})).toEqual([]);
  expect(
    check({
      extensions: ['page:catalog', { 'page:catalog/entity': false }, 7, {}],
      routes: { bindings: { 'catalog.createComponent': false } },
    }),
  ).toEqual([]);
});

it('names what there is not, and what was probably meant', () => {
  expect(check({ extensions: ['page:catalgo', { 'card:catalog/about': { config: {} } }, 'x'] })).toEqual([
    "warning app.extensions[0] names the extension 'page:catalgo', which the web app does not have. Did you mean 'page:catalog'?",
    "warning app.extensions[1] names the extension 'card:catalog/about', which the web app does not have. Did you mean 'entity-card:catalog/about'?",
    "warning app.extensions[2] names the extension 'x', which the web app does not have. See /devtools/extensions for what there is",
  ]);
  expect(check({ routes: { bindings: { 'catalog.createComponnt': 'catalog.index' } } })).toEqual([
    "warning app.routes.bindings names the external route 'catalog.createComponnt', which the web app does not have. Did you mean 'catalog.createComponent'?",
    "warning app.routes.bindings names the route 'catalog.index', which the web app does not have. See /devtools/extensions for what there is",
  ]);
});
