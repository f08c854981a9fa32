import { Fault } from '#platform/server/problem.ts';

/** 409: somebody published the version while another changed it. What was asked did not happen. */
export class VersionPublished extends Fault {
  constructor() {
    super(
      'version-published',
      'This version has been published in the meantime and no longer changes. Start a new version.',
      { status: 409 },
    );
  }
}
