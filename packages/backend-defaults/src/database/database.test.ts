import { createTestDatabases } from '@portico/backend-test-utils/databases';
import { describeDatabase } from './testing/database-contract.ts';

const databases = createTestDatabases();
for (const id of databases.ids) describeDatabase(id, () => databases.init(id));
