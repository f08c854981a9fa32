export { addQuiz, saveQuiz } from './edit-quiz.ts';
export { saveQuestion, removeQuestion, moveQuestion, type QuestionInput, type QuestionSaved } from './edit-question.ts';
export { orderQuestions } from './order-questions.ts';
export { addPool, removePool, type PoolAdded } from './edit-pools.ts';
export { bankForAuthor, bankQuestionForAuthor, type BankAddress } from './bank.ts';
export { keepInBank, saveBankQuestion } from './edit-bank.ts';
export type { BankQuestion } from './bank.store.ts';
export { exportBank, exportQuiz } from './qti-export.ts';
export { importQti, previewQti, type QtiImported, type QtiPreview, type QtiRow } from './qti-import.ts';
export { exportCourse, zipOf, type ExportedFile } from './course/export-course.ts';
export {
  importPackageFiles,
  importUploadedCourse,
  previewCourse,
  type CoursePreview,
  type NoUpload,
} from './course/course-upload.ts';
export type { PackageImported } from './course/import-package.ts';
export type { CourseChange } from './course/course-changes.ts';
export type { PackageNote } from './course/course-package.ts';
export type { PackageRefusal } from './qti-package.ts';
export type { ItemNote, ItemRefusal } from '../qti/qti.ts';
export { addQuestionPicture, questionPicture, type PictureKept } from './question-pictures.ts';
export { saveAwardRule, awardRuleOf, type RuleSaved } from './save-award-rule.ts';
export { copyAssessment } from './copy-assessment.ts';
export {
  assessmentsForAuthor,
  assessmentsForReviewer,
  assessmentsInBrief,
  type StudioAssessment,
} from './studio-pages.ts';
export {
  assessmentsForLearner,
  attemptForLearner,
  type AttemptPaper,
  type AttemptResult,
  type LearnerAssessment,
  type MarkedQuestion,
} from './attempt-pages.ts';
export {
  previewPapers,
  previewResult,
  previewTasks,
  type PaperPreview,
  type ResultPreview,
  type TaskPreview,
} from './preview-assessment.ts';
export { startAttempt, type Started } from './start-attempt.ts';
export { saveAnswers, type AnswersSent } from './save-answers.ts';
export { judgeAttempt, judgeOverdue, type Judged } from './judge-attempt.ts';
export { overdueInAll, overdueOf } from './overdue.ts';
export { recordDocumentCheck } from './check-document.ts';
export { openSitting, openSittings } from './open-sitting.ts';
export { confirmLearner } from './confirm-learner.ts';
export { participantResults, waitingForConfirmation } from './participant-results.ts';
export { learnerFacts, type AssessedFacts } from './learner-facts.ts';
export type { Opening, Responses } from './answers.store.ts';
export type { PaperQuestion } from './paper.ts';
export { assessmentsToPlan, openAttempts } from './to-do.ts';
export { erasePersonData, exportPersonData } from './personal-data.store.ts';
export { addTask, saveTask, type TaskSaved } from './edit-task.ts';
export { handInTask, saveSubmissionDraft, type DraftSaved, type HandedIn } from './hand-in.ts';
export {
  claimNextSubmission,
  claimSubmission,
  judgeSubmission,
  releaseSubmission,
  returnSubmission,
  type JudgementInput,
  type NotJudged,
} from './judge-submission.ts';
export {
  submissionForAssessor,
  submissionsJudgedLately,
  submissionsToJudge,
  taskForLearner,
  type LearnerTask,
  type SubmissionForAssessor,
} from './task-pages.ts';
export { askSecondMarking, claimSecondMarking, releaseSecondMarking } from './ask-second-marking.ts';
export {
  markSecond,
  settleMarks,
  type NotMarked,
  type NotSettled,
  type Settled,
  type SettlementInput,
} from './mark-second.ts';
export {
  secondMarkingPage,
  secondMarkingsOf,
  secondMarkingsToMark,
  type SecondMarkingPage,
} from './second-marking-pages.ts';
export { enrolByRoute } from './enrol-by-route.ts';
export { handInEvidence, priorLearningFor, saveEvidence, type EvidenceHandedIn } from './prior-learning.ts';
export { analyseQuiz } from './item-analysis.ts';
export { analysisCsv } from './item-analysis-csv.ts';
export { accommodate } from './accommodate.ts';
export { arrangementsFor } from './arrangements.ts';
export { grantResit, type ResitRefusal } from './grant-resit.ts';
export { correctKey, previewCorrection, questionToCorrect, type NotCorrected } from './correct-key.ts';
export { errataForRegistrar } from './errata.ts';
export type { ErratumEffects } from './erratum-effects.ts';
export { attemptsToMarkAnew, closeErratum, markAnew } from './mark-anew.ts';
export { inviteInvigilator, invigilatorsOf, withdrawInvigilator } from './invite-invigilator.ts';
export { invigilationByToken, invigilationsOf, takeUpInvigilation } from './accept-invigilation.ts';
export { beginSession, endInvigilatedSession, invigilationPage, isWatchedNow } from './invigilated-sessions.ts';
export { newerVersionOffered, takeNewerVersion } from './take-newer-version.ts';
