// Writes what follows from the schemas of requests and answers: functions/openapi.json, which goes beside the bundle,
// and the client's types.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../functions/http/openapi/document.ts';
import { clientTypes } from './client-types.ts';

const ROOT = join(import.meta.dirname, '..');
const document = openApiDocument();

writeFileSync(join(ROOT, 'functions', 'openapi.json'), `${JSON.stringify(document, null, 2)}\n`);
writeFileSync(join(ROOT, 'web', 'api.generated.ts'), clientTypes(document));
