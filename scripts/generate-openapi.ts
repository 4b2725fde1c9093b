// Writes functions/openapi.json, which goes beside the bundle, from the schemas of requests and answers.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../functions/http/openapi/document.ts';

const path = join(import.meta.dirname, '..', 'functions', 'openapi.json');
writeFileSync(path, `${JSON.stringify(openApiDocument(), null, 2)}\n`);
