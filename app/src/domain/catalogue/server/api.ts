export { answerApproval, type ApprovalNotAnswered } from './approval/answer-approval.ts';
export {
  approvalPage,
  approvalsByIds,
  approvalsWaiting,
  approvalSummary,
  type ApprovalSummary,
} from './approval/approval-pages.ts';
export { askApproval, withdrawApproval, type ApprovalNotAsked } from './approval/ask-approval.ts';
export { commentOnDraft, resolveComment, type NotCommented } from './approval/comment-on-draft.ts';
export { changeCapacity, closeOffering, type CapacityRefused, type OfferingChanged } from './change-offering.ts';
export { createMicrocredential, type Created, type NotCreated } from './create-microcredential.ts';
export { createOffering, type OfferingCreated, type OfferingNotCreated } from './create-offering.ts';
export {
  draftOf,
  microcredentialById,
  microcredentialsOf,
  offeringById,
  offeringsByIds,
  partsOf,
  publicMicrocredential,
  studioMicrocredential,
  versionById,
  versionsByIds,
  type OwnMicrocredential,
  type PublicMicrocredential,
  type StudioMicrocredential,
} from './microcredentials.ts';
export { duplicateMicrocredential, type Duplicated, type NotDuplicated } from './duplicate-microcredential.ts';
export { organisationsNamed } from './organisations-named.ts';
export { exportPersonData } from './personal-data.store.ts';
export { answerPartner, type PartnerAnswered } from './partners/answer-partner.ts';
export { askPartner, type PartnerNotAsked } from './partners/ask-partner.ts';
export { endPartnership } from './partners/end-partnership.ts';
export { partnershipsAsked, partnershipsWaiting, partnersOf, type PartnerOf } from './partners/partner-pages.ts';
export { publishVersion, type NotPublished, type Published } from './publish-version.ts';
export { resumeMicrocredential, retireMicrocredential, type RetirementChanged } from './retire-microcredential.ts';
export { saveDraft, type NotSaved, type Saved } from './save-draft.ts';
export { fieldsInUse, newestListings, pageSize, searchCatalogue, writeSignal } from './search-catalogue.ts';
export { refreshListingsOf } from './search-document.ts';
export {
  startNewVersion,
  type CopyPart,
  type VersionNotStarted,
  type VersionStarted,
  type VersionsToCopy,
} from './start-new-version.ts';
export { returnSeat, takeSeat, type SeatRefused, type SeatTaken } from './take-seat.ts';
export { holdDraft, writePart } from './write-part.ts';
export type {
  DraftVersion,
  Microcredential,
  Offering,
  Part,
  PartName,
  PublishedVersion,
  SeatRefusal,
  Version,
} from '../catalogue.ts';
