export { applyErratum } from './apply-erratum.ts';
export { askForAward, awardDecisionFor } from './decide-award.ts';
export type { AwardDecision } from './consider-award.ts';
export { decideAfterFact, handInAllOverdue, handInOverdue, submitAttempt, type Submitted } from './submit-attempt.ts';
export { judgeTask } from './judge-task.ts';
export { markTaskSecond, settleSecondMarking } from './second-marking.ts';
export { signCredential } from './sign-credential.ts';
export { signAnew } from './sign-anew.ts';
export { changeStatus, type StatusChanged } from './change-status.ts';
export { shareAward, revokeShare, sharesFor, type Share } from './share-award.ts';
export {
  awardOfEnrolment,
  awardsForProvider,
  credentialToShow,
  myAward,
  myAwards,
  ownCredential,
  type ListedAward,
  type ShownCredential,
} from './award-pages.ts';
export { signedStatusList, type SignedStatusList } from './status-list-page.ts';
export type { Award } from './awards.store.ts';
export type { Credential } from './credentials.store.ts';
export type { StatusChange } from './status.store.ts';
export { erasePersonData, exportPersonData } from './personal-data.store.ts';
