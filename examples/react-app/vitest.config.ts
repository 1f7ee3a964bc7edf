import { defineProject } from 'vitest/config';

export default defineProject({
  resolve: { conditions: ['@driftkit/source'] },
  ssr: { resolve: { conditions: ['@driftkit/source'] } },
  test: { name: 'react-app', environment: 'node', include: ['server/**/*.test.ts'] },
});
