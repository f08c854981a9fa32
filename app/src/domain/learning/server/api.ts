export { contentFile, contentFiles, licenceOf, modulesOf } from './content/content-of.ts';
export { contentInFull, type ContentInFull } from './content/content-in-full.ts';
export { copyContent } from './content/copy-content.ts';
export {
  addLesson,
  deleteLesson,
  lessonForEditing,
  moveLesson,
  previewLesson,
  saveLesson,
  type LessonAdded,
  type LessonNotAdded,
  type LessonNotSaved,
  type LessonSaved,
} from './content/edit-lessons.ts';
export {
  addModule,
  deleteModule,
  moveModule,
  renameModule,
  type ModuleChanged,
  type ModuleRefused,
} from './content/edit-modules.ts';
export { enrol, type Enrolled, type NotEnrolled } from './enrolment/enrol.ts';
export {
  completeEnrolment,
  enrolmentById,
  holdEnrolment,
  lessonsDone,
  myLearning,
  outline,
  ownEnrolmentIn,
  type Learning,
} from './enrolment/enrolments.ts';
export { markDone, openLesson, type LessonDone, type LessonPage } from './enrolment/lessons.ts';
export { withdraw, type NotWithdrawn, type Withdrawn } from './enrolment/withdraw.ts';
export { courseFolder, type CourseFolder } from './import/course-folder.ts';
export { importCourse, type CourseImported, type CourseToImport } from './import/import-course.ts';
export type { CourseFile, ImportNote, NoCourse } from './import/read-course.ts';
export {
  exportParticipantsCsv,
  participants,
  participantsByIds,
  type FurtherColumns,
  type Participant,
  type ParticipantsPage,
} from './participants/participants.ts';
export {
  participantEnrolment,
  removeParticipant,
  type NotRemoved,
  type Removed,
} from './participants/remove-participant.ts';
export {
  participantMessages,
  sendParticipantMessage,
  writeToParticipants,
} from './participants/write-to-participants.ts';
export { writeToProvider } from './participants/write-to-provider.ts';
export { renderText } from './rendering/render-text.ts';
export {
  addFile,
  deleteFile,
  organisationRoom,
  uploadRoom,
  type FileAdded,
  type FileNotAdded,
} from './files/edit-files.ts';
export { isLicence, judgeCarried, keepCarried, type CarriedFile, type KeptFile } from './files/carried-file.ts';
export { discard as discardFile } from './files/store-bytes.ts';
export { arrangeContent } from './content/arrange-content.ts';
export { replaceContent } from './content/replace-content.ts';
export { packageFiles, readPackageZip } from './import/package-files.ts';
export { ZipFault, type ZipRefusal } from './import/read-zip.ts';
export { sweepFiles } from './files/sweep-files.ts';
export { pictureType } from './pictures/picture-type.ts';
export { extendParticipant, type NotExtended } from './participants/extend-participant.ts';
export { markRoll, rollOf, type Roll, type RollEntry } from './sessions/mark-roll.ts';
export { addSession, cancelSession, changeSession } from './sessions/plan-sessions.ts';
export {
  attendanceOf,
  publicSessions,
  runForStaff,
  sessionsOfEnrolment,
  type PublicSession,
} from './sessions/session-pages.ts';
export type { Missing } from './rendering/surroundings.ts';
export type { Enrolment, Lesson, LessonSummary, Module, Progress, Route } from '../learning.ts';
export { readingSettingOf, saveReadingSetting } from './reading/reading-setting.ts';
export { exportPersonData } from './personal-data.store.ts';
export { bookmarkLesson } from './notebook/bookmark-lesson.ts';
export { highlightPassage, removeHighlight } from './highlights/highlight-passage.ts';
export { notebook } from './notebook/notebook.ts';
export { saveNote } from './notebook/save-note.ts';
export { beginPlanAgain, dropPlan, makePlan } from './planning/make-plan.ts';
export { closeCalendar, openCalendar, planCalendar } from './planning/plan-calendar.ts';
export { remindOfPlans, stopReminders } from './planning/remind-of-plans.ts';
export { myPlans, planOf } from './planning/plan-pages.ts';
export { changeVersion, newerVersionFor, type NewerVersion } from './enrolment/newer-version.ts';
