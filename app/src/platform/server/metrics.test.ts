import { expect, test } from 'vitest';
import type { JobCount } from './job-records.ts';
import { createMetrics } from './metrics.ts';

const pool = { totalCount: 7, idleCount: 4, waitingCount: 2 };

function metricsOf(counts: readonly JobCount[] = []) {
  let current = counts;
  const metrics = createMetrics({ pool, jobs: { counts: async () => current } });
  return { metrics, become: (next: readonly JobCount[]) => void (current = next) };
}

test('requests are counted by method, route pattern and status', async () => {
  const { metrics } = metricsOf();
  metrics.observeRequest({ method: 'GET', route: '/credentials/[id]', status: 200, seconds: 0.02 });
  metrics.observeRequest({ method: 'GET', route: '/credentials/[id]', status: 200, seconds: 0.2 });
  const text = await metrics.text();
  const labels = 'method="GET",route="/credentials/[id]",status="200"';
  expect(text).toContain(`cairn_http_request_duration_seconds_count{${labels}} 2`);
  expect(text).toContain(`cairn_http_request_duration_seconds_bucket{le="0.025",${labels}} 1`);
});

test('what visitors make up does not become a label', async () => {
  const { metrics } = metricsOf();
  for (let n = 0; n < 50; n++) metrics.observeRequest({ method: `BREW${n}`, route: null, status: 404, seconds: 0 });
  const text = await metrics.text();
  expect(text).not.toContain('BREW');
  expect(text).toContain('cairn_http_request_duration_seconds_count{method="other",route="none",status="404"} 50');
});

test('the pool and the process are measured when asked', async () => {
  const text = await metricsOf().metrics.text();
  for (const line of ['{state="idle"} 4', '{state="busy"} 3', '{state="waiting"} 2'])
    expect(text).toContain(`cairn_database_connections${line}`);
  expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
});

test('jobs are counted as they are now; a state that has emptied is no longer told', async () => {
  const { metrics, become } = metricsOf([{ name: 'sign-credential', state: 'created', count: 3 }]);
  expect(await metrics.text()).toContain('cairn_jobs{name="sign-credential",state="created"} 3');
  become([{ name: 'sign-credential', state: 'completed', count: 3 }]);
  const text = await metrics.text();
  expect(text).toContain('cairn_jobs{name="sign-credential",state="completed"} 3');
  expect(text).not.toContain('state="created"');
});
