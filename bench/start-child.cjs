// One start: loads the handler named first, has it answer the event in the file named second, and prints the
// milliseconds since the process began, and those of CPU among them. CommonJS without types, as Lambda loads it, so that nothing is
// compiled on the way.
const { readFileSync } = require('node:fs');

const [, , handlerPath, eventPath] = process.argv;
const event = JSON.parse(readFileSync(eventPath, 'utf8'));

require(handlerPath)
  .handler(event)
  .then(({ statusCode, body }) => {
    // performance.now() counts from performance.timeOrigin, the start of this process.
    const milliseconds = performance.now();
    const { user, system } = process.cpuUsage();
    process.stdout.write(JSON.stringify({ milliseconds, cpu: (user + system) / 1000, statusCode, body }));
    process.exit(0);
  });
