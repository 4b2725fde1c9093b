import { expect, test } from 'vitest';
import * as errors from '../../engine/errors.ts';

test('every error says the name of its class itself, for logs of a bundle in which classes have other names', () => {
  const classes = Object.entries(errors).filter(([, value]) => typeof value === 'function');
  expect(classes.length).toBeGreaterThan(10);
  for (const [name, value] of classes) {
    const create = value as new (...args: string[]) => Error;
    expect(new create('one', 'two').name).toBe(name);
  }
});
