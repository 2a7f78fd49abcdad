export {
  createTestDatabases,
  type TestDatabase,
  type TestDatabaseId,
  type TestDatabases,
} from './create-test-databases.ts';
export { postgresForTests } from './postgres-for-tests.ts';
